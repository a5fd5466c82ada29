package dev.tend.api;

import java.util.Optional;
import java.util.OptionalInt;

/// Which runs are wanted.
///
/// @param unit whose; empty means everybody's
/// @param since those that had not ended by then: a time in ISO 8601, or a duration ago (`1h30m`)
/// @param until those that had begun by then
/// @param limit the latest so many; empty leaves it to the daemon
public record RunQuery(
    Optional<String> unit, Optional<String> since, Optional<String> until, OptionalInt limit) {

  Target target() {
    Target target = Target.of("v1", "runs");
    target = since.isPresent() ? target.with("since", since.get()) : target;
    target = until.isPresent() ? target.with("until", until.get()) : target;
    target = limit.isPresent() ? target.with("limit", limit.getAsInt() + "") : target;
    return unit.isPresent() ? target.with("unit", unit.get()) : target;
  }
}
