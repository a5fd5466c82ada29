package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import java.time.Instant;
import java.util.Optional;

/// Whether an instance that is wanted up may be up by the time of day.
sealed interface Hours {

  /// It may.
  ///
  /// @param opened when its window opened, or its version came into force, if either has
  record Open(Optional<Instant> opened) implements Hours {}

  /// It may not.
  ///
  /// @param cause why what runs is stopped
  /// @param outside why nothing runs: `outside its window until Mon 08:00 (…)`
  record Closed(Cause cause, String outside) implements Hours {}

  /// It may not, and an operator wants it up until the next edge of its dates all the same.
  record Forced(Instant until) implements Hours {}

  /// It may all the time.
  static Hours always() {
    return new Open(Optional.empty());
  }

  default boolean open() {
    return !(this instanceof Closed);
  }
}
