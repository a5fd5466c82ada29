package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Wakes the pump from any thread, through its eventfd.
final class PumpBell implements AutoCloseable {

  private final OutputCalls calls = new OutputCalls();
  private final MemorySegment one = calls.allocate(Long.BYTES);
  private final int eventfd;
  private boolean closed;

  PumpBell(int eventfd) {
    this.eventfd = eventfd;
    one.set(ValueLayout.JAVA_LONG, 0, 1);
  }

  synchronized void ring() {
    if (!closed) {
      calls.write(eventfd, one, 0, Long.BYTES);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    calls.close();
  }
}
