/// The ports of the engine on a Linux host, through the Foreign Function & Memory API; the only
/// module that calls libc.
@org.jspecify.annotations.NullMarked
module dev.tend.linux {
  requires transitive dev.tend.engine;
  requires jdk.unsupported;
  requires static org.jspecify;

  exports dev.tend.linux;
}
