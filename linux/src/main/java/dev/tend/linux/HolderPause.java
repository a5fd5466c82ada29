package dev.tend.linux;

import java.time.Duration;

/// How long to wait before the next attempt to start a holder: longer after each that failed, until
/// one lasts.
final class HolderPause {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private long nanos;

  /// Whether an attempt failed, and none has lasted since.
  boolean underWay() {
    return nanos > 0;
  }

  long next() {
    nanos = Math.clamp(2 * nanos, FIRST_NANOS, LONGEST_NANOS);
    return nanos;
  }

  void over() {
    nanos = 0;
  }
}
