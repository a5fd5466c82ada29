package dev.tend.core.world;

import dev.tend.core.cause.Cause;

/// Something asked of an instance that is still to be carried out.
sealed interface Order {

  /// Nothing is.
  record None() implements Order {}

  /// Its process is to be replaced by a new one.
  record Renew(Cause cause) implements Order {}

  /// It is to be tried now, whatever failed before.
  record Try(Cause cause) implements Order {}
}
