package dev.tend.api;

import java.util.Optional;
import java.util.OptionalInt;

/// Which output is wanted.
///
/// @param selector whose; empty means everybody's
/// @param lines how many of the last lines of each stream to begin with; empty leaves it to the
///   daemon
/// @param stream `stdout` or `stderr`, of the processes themselves; empty means both, and hooks too
/// @param hook only what this hook writes
/// @param follow whether to go on with what comes
public record LogQuery(
    Optional<String> selector,
    OptionalInt lines,
    Optional<String> stream,
    Optional<String> hook,
    boolean follow) {

  /// Everybody's, from now on.
  public static LogQuery fromNowOn() {
    return new LogQuery(
        Optional.empty(), OptionalInt.of(0), Optional.empty(), Optional.empty(), true);
  }

  /// The same of one selector.
  public LogQuery of(String one) {
    return new LogQuery(Optional.of(one), lines, stream, hook, follow);
  }

  Target target() {
    Target target =
        selector
            .map(text -> Target.of("v1", "units", text, "logs"))
            .orElseGet(() -> Target.of("v1", "logs"));
    if (lines.isPresent()) {
      target = target.with("lines", Integer.toString(lines.getAsInt()));
    }
    if (stream.isPresent()) {
      target = target.with("stream", stream.get());
    }
    if (hook.isPresent()) {
      target = target.with("hook", hook.get());
    }
    return follow ? target.with("follow", "true") : target;
  }
}
