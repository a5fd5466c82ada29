/// The ports of the engine in memory, from a seed; for tests.
@org.jspecify.annotations.NullMarked
module dev.tend.sim {
  requires transitive dev.tend.engine;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.tend.sim;
}
