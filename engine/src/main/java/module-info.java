/// The one loop that drives the core, the ports through which it touches a machine, and the
/// interface for programs that embed Tend.
@org.jspecify.annotations.NullMarked
module dev.tend.engine {
  requires transitive dev.tend.core;
  requires static org.jspecify;

  exports dev.tend.engine;
}
