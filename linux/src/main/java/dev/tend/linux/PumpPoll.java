package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Waits until a FIFO has bytes, or somebody calls [#wake]: an epoll set and an eventfd.
final class PumpPoll implements AutoCloseable {

  private static final int EPOLL_CLOEXEC = 02000000;
  private static final int EFD_CLOEXEC_NONBLOCK = 02004000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int FOREVER = -1;
  private static final int NOT_AT_ALL = 0;

  /// Of one round, after which the pump may rest; those that do not fit come first in the next one.
  private static final int EVENTS_MAX = 1024;

  private static final int EVENT_BYTES = Call.packsEpollEvents() ? 12 : 16;
  private static final int FD_AT = Call.packsEpollEvents() ? 4 : 8;

  private final OutputCalls calls;
  private final MemorySegment events;
  private final MemorySegment event;
  private final int epoll;
  private final int bell;

  PumpPoll(OutputCalls calls) {
    this.calls = calls;
    this.events = calls.allocate((long) EVENT_BYTES * EVENTS_MAX);
    this.event = calls.allocate(2 * Long.BYTES);
    this.epoll = made("epoll_create1", calls.call(Call.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0));
    this.bell = made("eventfd2", calls.call(Call.EVENTFD2, 0, EFD_CLOEXEC_NONBLOCK, 0));
    add(bell);
  }

  int bell() {
    return bell;
  }

  void add(int fd) {
    control(EPOLL_CTL_ADD, fd);
  }

  void remove(int fd) {
    control(EPOLL_CTL_DEL, fd);
  }

  /// Waits.
  ///
  /// @return how many descriptors have something, for [#ready]
  int await() {
    return await(FOREVER);
  }

  /// The same, without waiting.
  int look() {
    return await(NOT_AT_ALL);
  }

  private int await(int millis) {
    long count = calls.call(Call.EPOLL_PWAIT, epoll, events.address(), EVENTS_MAX, millis, 0, 0);
    if (count < 0 && count != -Errno.EINTR) {
      throw new IllegalStateException("epoll_pwait: " + Errno.name((int) -count));
    }
    return (int) Math.max(count, 0);
  }

  int ready(int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES + FD_AT);
  }

  /// Takes note of all calls of [#wake] so far.
  void hush() {
    calls.read(bell, event, Long.BYTES);
  }

  @Override
  public void close() {
    calls.close(bell);
    calls.close(epoll);
  }

  private void control(int operation, int fd) {
    event.set(ValueLayout.JAVA_INT_UNALIGNED, 0, EPOLLIN);
    event.set(ValueLayout.JAVA_LONG_UNALIGNED, FD_AT, fd);
    made(
        "epoll_ctl of " + fd,
        calls.call(Call.EPOLL_CTL, epoll, operation, fd, event.address(), 0, 0));
  }

  private static int made(String what, long result) {
    if (result < 0) {
      throw new IllegalStateException(what + ": " + Errno.name((int) -result));
    }
    return (int) result;
  }
}
