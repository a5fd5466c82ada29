/// The wire: what goes between a daemon and its clients, as records, and the client that the
/// command, the TUI and other programs use.
@org.jspecify.annotations.NullMarked
module dev.tend.api {
  requires io.avaje.jsonb;
  requires static org.jspecify;

  exports dev.tend.api;

  provides io.avaje.jsonb.spi.JsonbExtension with
      dev.tend.api.jsonb.GeneratedJsonComponent;
}
