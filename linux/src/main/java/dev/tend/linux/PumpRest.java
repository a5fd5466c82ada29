package dev.tend.linux;

import java.util.concurrent.TimeUnit;

/// How long the pump rests after a round: as long as no writer is about to fill its FIFO.
///
/// It gets longer while rounds find little, because what is moved at once costs a few system calls,
/// be it one line or a thousand; and it is over as soon as a FIFO is half full, because its writer
/// would soon have to wait.
final class PumpRest {

  /// Short against what a person notices, long against the ten microseconds of a round.
  static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /// Where a writer was quick until now: it may be again, and fills a large FIFO in a few of these.
  static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /// A line comes to its file, and to who follows it, later by this much at most; and a writer that
  /// suddenly fills its FIFO waits so long, once.
  static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int HALF_PERCENT = 50;
  private static final int LITTLE_PERCENT = 25;

  private long nanos = FIRST_NANOS;

  /// @param fullestPercent how full the fullest FIFO of the round was
  /// @return how long to rest; 0 for not at all
  long after(int fullestPercent) {
    if (fullestPercent >= HALF_PERCENT) {
      nanos = 0;
    } else if (fullestPercent < LITTLE_PERCENT) {
      nanos = Math.clamp(2 * nanos, BRIEF_NANOS, LONGEST_NANOS);
    }
    return nanos;
  }

  /// Nobody wrote anything meanwhile, so that there is no load that would be worth a longer one.
  void wasLongEnough() {
    nanos = Math.min(nanos, FIRST_NANOS);
  }
}
