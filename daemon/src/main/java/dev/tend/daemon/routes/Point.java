package dev.tend.daemon.routes;

import dev.tend.core.text.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Where in what happened a reader begins or ends: `4711`, `2026-11-21T08:00:00Z`, `1h30m`.
sealed interface Point {

  String FORMS = "the id of an event, a time (2026-11-21T08:00:00Z) or a duration ago (1h30m)";

  /// At the event of this number.
  record Id(long id) implements Point {}

  /// At that time.
  record At(Instant instant) implements Point {}

  /// Reads any of the forms; empty if it is none.
  static Optional<Point> parse(String text, Instant now) {
    if (text.matches("[0-9]{1,18}")) {
      return Optional.of(new Id(Long.parseLong(text)));
    }
    return instant(text, now).map(At::new);
  }

  /// Reads a time or a duration ago; empty if it is neither.
  static Optional<Instant> instant(String text, Instant now) {
    Optional<DurationText> ago = DurationText.parse(text);
    if (ago.isPresent()) {
      return Optional.of(now.minus(ago.get().duration()));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
