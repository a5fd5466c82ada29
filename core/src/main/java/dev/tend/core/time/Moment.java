package dev.tend.core.time;

import java.time.Duration;
import java.time.Instant;

/// One reading of both clocks, taken once a turn and the same for every event of that turn.
///
/// @param wall the time of day: for people, windows and schedules; it may jump either way
/// @param monotonicNanos nanoseconds since the machine booted (`CLOCK_BOOTTIME`): for delays and
///   deadlines; it never jumps, and means the same to two daemons of one boot
public record Moment(Instant wall, long monotonicNanos) {

  /// The monotonic reading after `delay`, held at `Long.MAX_VALUE` where the sum would overflow.
  public long nanosAfter(Duration delay) {
    long nanos;
    try {
      nanos = delay.toNanos();
    } catch (ArithmeticException tooLong) {
      return Long.MAX_VALUE;
    }
    long sum = monotonicNanos + nanos;
    return sum < monotonicNanos && nanos > 0 ? Long.MAX_VALUE : sum;
  }

  /// The time of day at which the monotonic clock will read `nanos`, if the wall clock runs on
  /// evenly.
  public Instant wallAt(long nanos) {
    return wall.plusNanos(nanos - monotonicNanos);
  }
}
