package dev.tend.daemon.http;

import dev.tend.api.GapNote;
import java.util.Optional;

/// One server-sent event, as the HTML standard defines its text.
///
/// @param id where a client that lost its connection resumes
/// @param name what kind it is; none for the stream's ordinary one
/// @param data a single line
public record ServerEvent(Optional<String> id, Optional<String> name, String data) {

  /// A line that clients ignore; it shows both ends that the other still lives.
  static final String KEEP_ALIVE = ":\n\n";

  public ServerEvent {
    if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("the data of an event is a single line");
    }
  }

  public static ServerEvent of(String id, String data) {
    return new ServerEvent(Optional.of(id), Optional.empty(), data);
  }

  /// Says that a reader was too slow, or came too late.
  public static ServerEvent gap(long missed) {
    return named(GapNote.EVENT, "{\"missed\":" + missed + "}");
  }

  static ServerEvent named(String name, String data) {
    return new ServerEvent(Optional.empty(), Optional.of(name), data);
  }

  String text() {
    return id.map(text -> "id: " + text + "\n").orElse("")
        + name.map(text -> "event: " + text + "\n").orElse("")
        + "data: "
        + data
        + "\n\n";
  }
}
