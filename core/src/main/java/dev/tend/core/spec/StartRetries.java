package dev.tend.core.spec;

import java.time.Duration;

/// What follows when a start fails: the process cannot be spawned, or ends before it is ready.
///
/// @param count how many further attempts there are; 0 leaves it at the first
/// @param interval the pause before each, at least [Backoff#FLOOR]
public record StartRetries(int count, Duration interval) {

  public StartRetries {
    if (count < 0) {
      throw new IllegalArgumentException("start_retries count is negative");
    }
    if (interval.compareTo(Backoff.FLOOR) < 0) {
      throw new IllegalArgumentException("start_retries interval is below 10ms");
    }
  }
}
