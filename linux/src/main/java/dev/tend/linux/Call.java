package dev.tend.linux;

import java.util.Locale;

/// The system calls that Tend makes, by their numbers on x86-64 and on the machines that share the
/// generic table (Arm, RISC-V).
enum Call {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  FSTAT(5, 80),
  LSEEK(8, 62),
  IOCTL(16, 29),
  PIPE2(293, 59),
  FCNTL(72, 25),
  FTRUNCATE(77, 46),
  FALLOCATE(285, 47),
  OPENAT(257, 56),
  MKNODAT(259, 33),
  MKDIRAT(258, 34),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  FLOCK(73, 32),
  GETPID(39, 172),
  GETUID(102, 174),
  KILL(62, 129),
  RT_SIGACTION(13, 134),
  PRCTL(157, 167),
  WAITID(247, 95),
  EPOLL_CTL(233, 21),
  EPOLL_PWAIT2(441, 441),
  EPOLL_CREATE1(291, 20),
  EVENTFD2(290, 19),
  SPLICE(275, 76),
  TEE(276, 77),
  CLOCK_GETTIME(228, 113),
  PIDFD_SEND_SIGNAL(424, 424),
  PIDFD_OPEN(434, 434),
  PRLIMIT64(302, 261),
  STATX(332, 291),
  GETRUSAGE(98, 165),
  FACCESSAT(269, 48),
  RENAMEAT2(316, 276),
  FSYNC(74, 82),
  GETDENTS64(217, 61),
  EPOLL_PWAIT(281, 22),
  TIMERFD_CREATE(283, 85),
  TIMERFD_SETTIME(286, 86),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  SETPRIORITY(141, 140),
  DUP3(292, 24),
  SETSID(112, 157),
  SOCKET(41, 198),
  SENDTO(44, 206),
  BIND(49, 200),
  SETSOCKOPT(54, 208),
  RECVMSG(47, 212);

  private static final boolean X86_64 =
      switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64" -> true;
        default -> false;
      };

  private final int onX86;
  private final int generic;

  Call(int onX86, int generic) {
    this.onX86 = onX86;
    this.generic = generic;
  }

  int number() {
    return X86_64 ? onX86 : generic;
  }

  /// Whether `struct epoll_event` is packed to 12 bytes here; elsewhere it has 16 (epoll_ctl(2)).
  static boolean packsEpollEvents() {
    return X86_64;
  }

  /// `splice`, as in the manual.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
