package dev.tend.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The events of a stream, one after the other. Comments, which keep a connection alive, are
/// skipped. A deadline that passes within an event loses nothing: the next call goes on with it.
final class ServerSentEvents {

  /// An event carries a piece of a line of output or a record; the daemon cuts longer ones.
  static final int EVENT_BYTES_MAX = 1024 * 1024;

  private final LineReader lines;
  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private String id = "";

  ServerSentEvents(InputStream in) {
    this.lines = new LineReader(in, EVENT_BYTES_MAX);
  }

  /// The next event; empty where the stream ends. An event that it ends within is none.
  Optional<ServerSentEvent> next() throws IOException {
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().isEmpty()) {
        field(line.get());
      } else if (data.isEmpty()) {
        name = "";
      } else {
        return Optional.of(dispatch());
      }
    }
    return Optional.empty();
  }

  private ServerSentEvent dispatch() {
    data.setLength(data.length() - 1);
    ServerSentEvent event =
        new ServerSentEvent(name.isEmpty() ? ServerSentEvent.ORDINARY : name, id, data.toString());
    data.setLength(0);
    name = "";
    return event;
  }

  private void field(String line) throws MalformedException {
    int colon = line.indexOf(':');
    if (colon == 0) {
      return;
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String rest = colon < 0 ? "" : line.substring(colon + 1);
    String value = rest.startsWith(" ") ? rest.substring(1) : rest;
    switch (field) {
      case "data" -> {
        if (data.length() + value.length() > EVENT_BYTES_MAX) {
          throw new MalformedException("an event of more than " + EVENT_BYTES_MAX + " bytes");
        }
        data.append(value).append('\n');
      }
      case "event" -> name = value;
      case "id" -> id = value;
      default -> {
        // The standard has unknown fields ignored.
      }
    }
  }
}
