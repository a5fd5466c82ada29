package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// All that the loop waits for at once: ends of processes, a deadline, and being called.
final class Watches implements AutoCloseable {

  private final EpollSet epoll;
  private final DeadlineTimer timer;
  private final WallTimer wall;
  private final Doorbell doorbell = new Doorbell();
  private final AtomicBoolean called = new AtomicBoolean();
  private final AtomicBoolean childSignalled = new AtomicBoolean();
  private final Set<Integer> heard = new HashSet<>();
  private final Map<Integer, Watch> byDescriptor = new HashMap<>();

  Watches(Libc libc) {
    epoll = new EpollSet(libc);
    timer = new DeadlineTimer(libc);
    wall = new WallTimer(libc);
    epoll.add(timer.fd());
    epoll.add(wall.fd());
    epoll.add(doorbell.fd());
  }

  /// Whose end it is.
  sealed interface Watch {}

  record Main(RunId run, PidFd pidfd, ProcStat process) implements Watch {}

  record Survivor(RunId run, PidFd pidfd) implements Watch {}

  record Pledge(RunId run) implements Watch {}

  /// Not an end, but something to read.
  record Words(RunId run) implements Watch {}

  /// What ended a wait.
  ///
  /// @param heard whether a socket has something to say
  /// @param due whether a deadline has passed
  /// @param clockSet whether the time of day was set
  /// @param called whether somebody called
  /// @param childSignalled whether a child, perhaps one that is not watched, has ended
  record Ready(
      List<Watch> ended,
      boolean heard,
      boolean due,
      boolean clockSet,
      boolean called,
      boolean childSignalled) {}

  void add(PidFd pidfd, Watch watch) {
    epoll.add(pidfd.fd());
    byDescriptor.put(pidfd.fd(), watch);
  }

  /// Something that is not a process.
  void add(int fd, Watch watch) {
    epoll.add(fd);
    byDescriptor.put(fd, watch);
  }

  /// Ends the watch and leaves the descriptor open; nothing if there is none.
  void drop(int fd) {
    if (byDescriptor.remove(fd) != null) {
      epoll.remove(fd);
    }
  }

  /// From now on the end of a watched process means something else.
  void change(PidFd pidfd, Watch watch) {
    byDescriptor.put(pidfd.fd(), watch);
  }

  /// A socket is waited for too, until everything is closed.
  void listen(int socket) {
    epoll.add(socket);
    heard.add(socket);
  }

  /// Ends the watch and closes the descriptor.
  void drop(PidFd pidfd) {
    if (byDescriptor.remove(pidfd.fd()) != null) {
      epoll.remove(pidfd.fd());
    }
    pidfd.close();
  }

  /// Ends the next wait, or the present one; safe on any thread.
  void call() {
    if (called.compareAndSet(false, true)) {
      doorbell.ring();
    }
  }

  /// As [#call], on behalf of SIGCHLD.
  void signalChild() {
    if (childSignalled.compareAndSet(false, true)) {
      doorbell.ring();
    }
  }

  /// Waits until there is something, or only looks.
  Ready await(long deadlineNanos, Instant deadlineWall, boolean block) {
    timer.arm(deadlineNanos);
    wall.arm(deadlineWall);
    List<Watch> ended = new ArrayList<>();
    boolean due = false;
    boolean spoken = false;
    for (int fd : epoll.readable(block && !called.get() && !childSignalled.get())) {
      if (fd == timer.fd()) {
        due = true;
      } else if (fd == wall.fd()) {
        wall.read();
        due = true;
      } else if (fd == doorbell.fd()) {
        doorbell.answer();
      } else if (heard.contains(fd)) {
        spoken = true;
      } else {
        Watch watch = byDescriptor.get(fd);
        if (watch != null) {
          ended.add(watch);
        }
      }
    }
    return new Ready(
        ended,
        spoken,
        due,
        wall.wasSet(),
        called.getAndSet(false),
        childSignalled.getAndSet(false));
  }

  @Override
  public void close() {
    doorbell.close();
    timer.close();
    wall.close();
    epoll.close();
  }
}
