package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What all streams of the pump share, since it serves one after the other; what not every daemon
/// needs is made when it is needed first.
final class PumpTools implements AutoCloseable {

  /// Of one read with time stamps.
  static final int READ_BYTES_MAX = 64 * 1024;

  /// Of one write with time stamps; more than a read and a stamp.
  static final int STAMPED_BYTES_MAX = 128 * 1024;

  private final OutputCalls calls;
  private final InstantSource clock;
  private final PumpDropped dropped;
  private final LargeFifos largeFifos;
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
    this.largeFifos = new LargeFifos(calls);
  }

  OutputCalls calls() {
    return calls;
  }

  PumpDropped dropped() {
    return dropped;
  }

  LargeFifos largeFifos() {
    return largeFifos;
  }

  PumpPeek peek() {
    PumpPeek made = peek;
    if (made == null) {
      made = new PumpPeek(calls, LargeFifos.BYTES);
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
