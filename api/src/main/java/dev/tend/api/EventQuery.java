package dev.tend.api;

import java.util.Optional;
import java.util.OptionalInt;

/// Which events are wanted.
///
/// @param unit whose; empty means everybody's and the daemon's own
/// @param since the number of the last event that is known already, a time in ISO 8601, or a
///   duration ago (`1h30m`); empty leaves it to the daemon
/// @param until the last one that is wanted, the same way
/// @param limit the latest so many; empty leaves it to the daemon
public record EventQuery(
    Optional<String> unit, Optional<String> since, Optional<String> until, OptionalInt limit) {

  /// All events after this one.
  public static EventQuery after(long id) {
    return new EventQuery(
        Optional.empty(), Optional.of(Long.toString(id)), Optional.empty(), OptionalInt.empty());
  }

  /// Everybody's and the daemon's own, from now on.
  public static EventQuery fromNowOn() {
    return new EventQuery(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(0));
  }

  Target target() {
    Target target = Target.of("v1", "events");
    target = since.isPresent() ? target.with("since", since.get()) : target;
    target = until.isPresent() ? target.with("until", until.get()) : target;
    target = limit.isPresent() ? target.with("limit", limit.getAsInt() + "") : target;
    return unit.isPresent() ? target.with("unit", unit.get()) : target;
  }
}
