package dev.tend.daemon.routes;

import dev.tend.api.EventRecord;
import java.time.Instant;
import java.util.Optional;

/// Between which points events are wanted: behind `since`, and up to `until`.
record EventRange(Optional<Point> since, Optional<Point> until) {

  /// The number that is known already; 0 where none is named.
  long behind() {
    return since.orElse(null) instanceof Point.Id(long id) ? id : 0;
  }

  /// Whether the reader expects to hear of everything from some number on.
  boolean namesItsStart() {
    return since.orElse(null) instanceof Point.Id;
  }

  boolean covers(EventRecord event) {
    return !isBefore(event)
        && switch (until.orElse(null)) {
          case Point.Id(long id) -> event.id() <= id;
          case Point.At(Instant instant) -> !Instant.parse(event.at()).isAfter(instant);
          case null -> true;
        };
  }

  /// Whether the event happened too early.
  boolean isBefore(EventRecord event) {
    return switch (since.orElse(null)) {
      case Point.Id(long id) -> event.id() <= id;
      case Point.At(Instant instant) -> Instant.parse(event.at()).isBefore(instant);
      case null -> false;
    };
  }
}
