package dev.tend.api;

import java.util.Optional;
import java.util.OptionalLong;

/// Which events are wanted.
///
/// @param unit whose; empty means everybody's and the daemon's own
/// @param since the number of the last event that is known already; empty leaves it to the daemon
public record EventQuery(Optional<String> unit, OptionalLong since) {

  /// All events after this one.
  public static EventQuery after(long id) {
    return new EventQuery(Optional.empty(), OptionalLong.of(id));
  }

  Target target() {
    Target target = Target.of("v1", "events");
    if (since.isPresent()) {
      target = target.with("since", Long.toString(since.getAsLong()));
    }
    return unit.isPresent() ? target.with("unit", unit.get()) : target;
  }
}
