package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A descriptor that becomes readable when `CLOCK_BOOTTIME` reaches a deadline.
///
/// The timeout of `epoll_pwait2` would do but for one thing: it stands still while the machine is
/// suspended, so that a restart due during the night would come hours late on a laptop. This costs
/// a system call when the deadline changes, none when it does not, and works on every kernel.
final class DeadlineTimer implements AutoCloseable {

  private static final int CLOCK_BOOTTIME = 7;
  private static final int TFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
  private static final int TFD_TIMER_ABSTIME = 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// `struct itimerspec`: the interval, then the value (timerfd_settime(2)).
  private static final int VALUE_SECONDS = 16;

  private static final int VALUE_NANOS = 24;
  private static final int ITIMERSPEC_BYTES = 32;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment spec = arena.allocate(ITIMERSPEC_BYTES, Long.BYTES);
  private final int fd;
  private long armedFor = Long.MAX_VALUE;

  DeadlineTimer(Libc libc) {
    this.libc = libc;
    long result = libc.call(Call.TIMERFD_CREATE, CLOCK_BOOTTIME, TFD_NONBLOCK_CLOEXEC);
    if (result < 0) {
      throw new FailedCall(Call.TIMERFD_CREATE, result, "CLOCK_BOOTTIME");
    }
    fd = (int) result;
  }

  int fd() {
    return fd;
  }

  /// Sets the deadline; `Long.MAX_VALUE` means never. The descriptor stays readable from the
  /// deadline until another one is set.
  void arm(long deadlineNanos) {
    if (deadlineNanos == armedFor) {
      return;
    }
    // Zero would switch the timer off; any time in the past expires at once.
    long value = deadlineNanos == Long.MAX_VALUE ? 0 : Math.max(1, deadlineNanos);
    spec.set(ValueLayout.JAVA_LONG, VALUE_SECONDS, value / NANOS_PER_SECOND);
    spec.set(ValueLayout.JAVA_LONG, VALUE_NANOS, value % NANOS_PER_SECOND);
    long result = libc.call(Call.TIMERFD_SETTIME, fd, TFD_TIMER_ABSTIME, spec.address(), 0);
    if (result < 0) {
      throw new FailedCall(Call.TIMERFD_SETTIME, result, "to " + deadlineNanos);
    }
    armedFor = deadlineNanos;
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, fd);
    arena.close();
  }
}
