package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;

/// A descriptor that becomes readable when the time of day reaches a deadline, and also when
/// somebody sets the clock or the machine comes back from a suspend (timerfd_create(2),
/// `TFD_TIMER_CANCEL_ON_SET`).
///
/// It is armed from the beginning, for a time that never comes if there is none: one that is not
/// armed would not hear of the clock being set.
final class WallTimer implements AutoCloseable {

  private static final int CLOCK_REALTIME = 0;
  private static final int TFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int TFD_TIMER_ABSTIME = 1;
  private static final int TFD_TIMER_CANCEL_ON_SET = 2;

  /// The kernel counts nanoseconds in 63 bits; what lies beyond is never.
  private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

  /// `struct itimerspec`: the interval, then the value (timerfd_settime(2)).
  private static final int VALUE_SECONDS = 16;

  private static final int VALUE_NANOS = 24;
  private static final int ITIMERSPEC_BYTES = 32;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment spec = arena.allocate(ITIMERSPEC_BYTES, Long.BYTES);
  private final MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
  private final int fd;
  private Instant armedFor = Instant.MIN;
  private boolean set;

  WallTimer(Libc libc) {
    this.libc = libc;
    long result = libc.call(Call.TIMERFD_CREATE, CLOCK_REALTIME, TFD_NONBLOCK_CLOEXEC);
    if (result < 0) {
      throw new FailedCall(Call.TIMERFD_CREATE, result, "CLOCK_REALTIME");
    }
    fd = (int) result;
    arm(Instant.MAX);
  }

  int fd() {
    return fd;
  }

  /// Sets the deadline; `Instant.MAX` means never.
  void arm(Instant deadline) {
    if (deadline.equals(armedFor)) {
      return;
    }
    Instant at = deadline.isAfter(LAST) ? LAST : deadline;
    // Zero would switch the timer off; any time in the past expires at once.
    spec.set(ValueLayout.JAVA_LONG, VALUE_SECONDS, Math.max(0, at.getEpochSecond()));
    spec.set(ValueLayout.JAVA_LONG, VALUE_NANOS, Math.max(1, at.getNano()));
    long flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    long result = libc.call(Call.TIMERFD_SETTIME, fd, flags, spec.address(), 0);
    if (result == -Errno.ECANCELED) {
      // It is armed all the same, but nobody else will say that the clock was set.
      set = true;
    } else if (result < 0) {
      throw new FailedCall(Call.TIMERFD_SETTIME, result, "to " + deadline);
    }
    armedFor = deadline;
  }

  /// Takes what made it readable.
  void read() {
    long result = libc.call(Call.READ, fd, count.address(), Long.BYTES);
    if (result == -Errno.ECANCELED) {
      set = true;
    } else if (result > 0) {
      // It has expired, and would not a second time for the same deadline.
      armedFor = Instant.MIN;
    }
  }

  /// Whether the clock was set since the last call.
  boolean wasSet() {
    boolean was = set;
    set = false;
    return was;
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, fd);
    arena.close();
  }
}
