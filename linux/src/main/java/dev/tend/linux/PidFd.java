package dev.tend.linux;

import dev.tend.core.process.Exit;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A descriptor of one process: it never means another one, however often the pid is used again,
/// and becomes readable when the process has ended (pidfd_open(2)).
record PidFd(Libc libc, int pid, int fd) implements AutoCloseable {

  /// Linux 6.9: the signal goes to the process group that the process leads.
  private static final int PIDFD_SIGNAL_PROCESS_GROUP = 4;

  /// `_IOWR(0xFF, 11, struct pidfd_info)` in the first size that it had (linux/pidfd.h).
  private static final long PIDFD_GET_INFO = 0xC040FF0BL;

  private static final int INFO_BYTES = 64;
  private static final int INFO_EXIT_CODE = 60;
  private static final long PIDFD_INFO_EXIT = 1 << 3;

  /// What came of opening one.
  sealed interface Opened {
    record Open(PidFd pidfd) implements Opened {}

    record Failed(int errno) implements Opened {}
  }

  static Opened open(Libc libc, int pid) {
    long fd = libc.call(Call.PIDFD_OPEN, pid, 0);
    return fd < 0 ? new Opened.Failed((int) -fd) : new Opened.Open(new PidFd(libc, pid, (int) fd));
  }

  /// One of that very process, and of none that has its pid by now.
  static Optional<PidFd> openOf(Libc libc, ProcReader proc, ProcStat process) {
    if (!(open(libc, process.pid()) instanceof Opened.Open(PidFd pidfd))) {
      return Optional.empty();
    }
    // Read after the descriptor was opened: if this is the process, then so is that.
    if (proc.stat(process.pid()).filter(process::is).isEmpty()) {
      pidfd.close();
      return Optional.empty();
    }
    return Optional.of(pidfd);
  }

  void signal(int number) {
    // Only ESRCH and EPERM (a setuid program, when we are not root) are possible: there is nobody
    // to signal, or no right to; either way the tree stays as it is and is reported so.
    libc.call(Call.PIDFD_SEND_SIGNAL, fd, number, 0, 0);
  }

  /// Signals the process group that this process, not reaped yet, leads.
  void signalGroup(int number) {
    long result = libc.call(Call.PIDFD_SEND_SIGNAL, fd, number, 0, PIDFD_SIGNAL_PROCESS_GROUP);
    if (result == -Errno.EINVAL) {
      // Before Linux 6.9 the number of the group has to do: a child's cannot be in use by others
      // before we reap it, and a stranger's was verified when it was adopted.
      libc.call(Call.KILL, -pid, number);
    }
  }

  /// How a process ended that is no child of ours; Linux 6.15 keeps it once its parent reaped it.
  Optional<Exit> exitOfStranger() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_BYTES, Long.BYTES);
      info.set(ValueLayout.JAVA_LONG, 0, PIDFD_INFO_EXIT);
      long result = libc.call(Call.IOCTL, fd, PIDFD_GET_INFO, info.address());
      boolean known = result >= 0 && (info.get(ValueLayout.JAVA_LONG, 0) & PIDFD_INFO_EXIT) != 0;
      return known
          ? Optional.of(new WaitStatus(info.get(ValueLayout.JAVA_INT, INFO_EXIT_CODE)).exit())
          : Optional.empty();
    }
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, fd);
  }
}
