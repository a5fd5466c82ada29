package dev.tend.linux;

import dev.tend.core.time.Moment;
import dev.tend.engine.Clock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;

/// The time of day, and `CLOCK_BOOTTIME`, which counts on through a suspend and means the same to
/// two daemons of one boot. `System.nanoTime` has neither property. Safe on any thread.
public final class LinuxClock implements Clock, AutoCloseable {

  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Libc libc = new Libc();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment timespec = arena.allocate(2 * Long.BYTES, Long.BYTES);

  public LinuxClock() {}

  @Override
  public synchronized Moment now() {
    long result = libc.call(Call.CLOCK_GETTIME, CLOCK_BOOTTIME, timespec.address());
    if (result < 0) {
      throw new FailedCall(Call.CLOCK_GETTIME, result, "CLOCK_BOOTTIME");
    }
    long nanos =
        timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
            + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
    return new Moment(Instant.now(), nanos);
  }

  @Override
  public void close() {
    libc.close();
    arena.close();
  }
}
