/// The command and what it prints. It knows the wire and nothing of the engine, so it starts fast.
@org.jspecify.annotations.NullMarked
module dev.tend.cli {
  requires transitive dev.tend.api;
  requires transitive info.picocli;
  requires static org.jspecify;

  exports dev.tend.cli;
  exports dev.tend.cli.terminal;
}
