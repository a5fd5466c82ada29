package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What all streams of the pump share, since it serves one after the other; what not every daemon
/// needs is made when it is needed first.
final class PumpTools implements AutoCloseable {

  /// The capacity to which a FIFO grows whose writer fills it: large enough that writer and pump
  /// seldom wait for each other, and the largest that an unprivileged user gets
  /// (/proc/sys/fs/pipe-max-size).
  static final int FIFO_BYTES_MAX = 256 * 1024;

  /// Of one read with time stamps.
  static final int READ_BYTES_MAX = 64 * 1024;

  /// Of one write with time stamps; more than a read and a stamp.
  static final int STAMPED_BYTES_MAX = 128 * 1024;

  private final OutputCalls calls;
  private final InstantSource clock;
  private final PumpDropped dropped;
  private @Nullable PumpPeek peek;
  private @Nullable MemorySegment read;
  private @Nullable MemorySegment stamped;

  PumpTools() {
    this(new OutputCalls(), InstantSource.system());
  }

  PumpTools(OutputCalls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
    this.dropped = new PumpDropped(calls);
  }

  OutputCalls calls() {
    return calls;
  }

  PumpDropped dropped() {
    return dropped;
  }

  PumpPeek peek() {
    PumpPeek made = peek;
    if (made == null) {
      made = new PumpPeek(calls, FIFO_BYTES_MAX);
      peek = made;
    }
    return made;
  }

  MemorySegment read() {
    MemorySegment made = read;
    if (made == null) {
      made = calls.allocate(READ_BYTES_MAX);
      read = made;
    }
    return made;
  }

  MemorySegment stamped() {
    MemorySegment made = stamped;
    if (made == null) {
      made = calls.allocate(STAMPED_BYTES_MAX);
      stamped = made;
    }
    return made;
  }

  /// The time of day, by which the age of files counts.
  InstantSource clock() {
    return clock;
  }

  long nanos() {
    return System.nanoTime();
  }

  @Override
  public void close() {
    if (peek != null) {
      peek.close();
    }
    dropped.end();
    calls.close();
  }
}
