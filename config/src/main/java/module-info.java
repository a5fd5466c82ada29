/// Reads configuration files, native and of other systems, into specs, with the place of each
/// mistake.
@org.jspecify.annotations.NullMarked
module dev.tend.config {
  requires transitive dev.tend.core;
  requires org.snakeyaml.engine;
  requires org.tomlj;
  requires static org.jspecify;

  exports dev.tend.config;
  exports dev.tend.config.problem;
  exports dev.tend.config.provisr;
}
