package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An eventfd that lets any thread end the loop's wait.
final class Doorbell implements AutoCloseable {

  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;

  // Its own, and under its lock: those who ring are other threads than the one that waits.
  private final Libc libc = new Libc();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
  private final int fd;
  private boolean closed;

  Doorbell() {
    long result = libc.call(Call.EVENTFD2, 0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (result < 0) {
      throw new FailedCall(Call.EVENTFD2, result, "for waking the loop");
    }
    fd = (int) result;
  }

  int fd() {
    return fd;
  }

  /// Makes the descriptor readable; nothing once it is closed.
  synchronized void ring() {
    if (!closed) {
      count.set(ValueLayout.JAVA_LONG, 0, 1);
      libc.call(Call.WRITE, fd, count.address(), Long.BYTES);
    }
  }

  /// Makes it silent again.
  synchronized void answer() {
    libc.call(Call.READ, fd, count.address(), Long.BYTES);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      libc.call(Call.CLOSE, fd);
      arena.close();
      libc.close();
    }
  }
}
