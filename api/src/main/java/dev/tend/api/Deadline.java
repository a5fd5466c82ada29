package dev.tend.api;

import java.time.Duration;

/// The point of the monotonic clock until which something may take.
///
/// @param atNanos as `System.nanoTime()` counts; `Long.MAX_VALUE` means that there is none
record Deadline(long atNanos) {

  static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean passed() {
    return atNanos != Long.MAX_VALUE && atNanos - System.nanoTime() <= 0;
  }

  /// How long a selector may wait: rounded up, and 0, which means for ever, where there is none.
  long selectMillis() {
    if (atNanos == Long.MAX_VALUE) {
      return 0;
    }
    return Math.max(1, (atNanos - System.nanoTime() + 999_999) / 1_000_000);
  }
}
