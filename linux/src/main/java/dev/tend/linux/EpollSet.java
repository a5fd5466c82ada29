package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The descriptors that the loop waits for; each stands for itself in what is reported.
final class EpollSet implements AutoCloseable {

  /// How many descriptors one wait reports: enough to share the cost of a turn among many exits,
  /// few enough that a turn stays short. What does not fit is reported by the next wait.
  private static final int BATCH_MAX = 256;

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EVENT_BYTES = Call.packsEpollEvents() ? 12 : 16;
  private static final int EVENT_DATA = Call.packsEpollEvents() ? 4 : 8;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment events = arena.allocate((long) BATCH_MAX * EVENT_BYTES, Long.BYTES);
  private final int epoll;

  EpollSet(Libc libc) {
    this.libc = libc;
    long result = libc.call(Call.EPOLL_CREATE1, EPOLL_CLOEXEC);
    if (result < 0) {
      throw new FailedCall(Call.EPOLL_CREATE1, result, "for the loop");
    }
    epoll = (int) result;
  }

  /// Readable itself when any of them is.
  int fd() {
    return epoll;
  }

  void add(int fd) {
    events.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
    events.set(ValueLayout.JAVA_LONG_UNALIGNED, EVENT_DATA, fd);
    control(EPOLL_CTL_ADD, fd);
  }

  void remove(int fd) {
    control(EPOLL_CTL_DEL, fd);
  }

  private void control(int operation, int fd) {
    long result = libc.call(Call.EPOLL_CTL, epoll, operation, fd, events.address());
    if (result < 0) {
      throw new FailedCall(Call.EPOLL_CTL, result, "of descriptor " + fd);
    }
  }

  /// The descriptors that are readable; waits for one if `block`. Empty also when a signal came in
  /// between.
  List<Integer> readable(boolean block) {
    long count =
        libc.call(Call.EPOLL_PWAIT, epoll, events.address(), BATCH_MAX, block ? -1 : 0, 0, 0);
    if (count < 0 && count != -Errno.EINTR) {
      throw new FailedCall(Call.EPOLL_PWAIT, count, "for the loop");
    }
    List<Integer> fds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fds.add(
          (int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) i * EVENT_BYTES + EVENT_DATA));
    }
    return fds;
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, epoll);
    arena.close();
  }
}
