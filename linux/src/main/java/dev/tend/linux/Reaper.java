package dev.tend.linux;

import dev.tend.core.process.Exit;
import dev.tend.core.process.Usage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/// Takes the exit of one child at a time from the kernel, named by its pidfd or its pid.
///
/// It never waits for any child at all (`waitpid(-1)`): that would steal the exits of processes
/// that other code in this JVM has started. The raw call is used because libc's `waitid` leaves out
/// the last argument, which says what the child used.
final class Reaper implements AutoCloseable {

  private static final int P_PID = 1;
  private static final int P_PIDFD = 3;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;

  /// `siginfo_t`: how the child ended, its pid, and the code or signal (waitid(2)).
  private static final int SIGINFO_BYTES = 128;

  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_STATUS = 24;
  private static final int CLD_EXITED = 1;
  private static final int CLD_DUMPED = 3;

  /// `struct rusage`: user time, system time, largest resident set (getrusage(2)).
  private static final int RUSAGE_BYTES = 144;

  private static final int RUSAGE_SELF = 0;
  private static final long PEAK_UNKNOWN = 0;
  private static final int RU_UTIME = 0;
  private static final int RU_STIME = 16;
  private static final int RU_MAXRSS_KIB = 32;

  private final Libc libc;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
  private final MemorySegment rusage = arena.allocate(RUSAGE_BYTES, Long.BYTES);

  Reaper(Libc libc) {
    this.libc = libc;
  }

  /// What came of looking for an exit.
  sealed interface Found {
    record Reaped(Exit exit, Usage usage) implements Found {}

    record StillAlive() implements Found {}

    /// It is another process's child, or was reaped by somebody else.
    record NotOurs() implements Found {}
  }

  Found byPidfd(int pidfd) {
    return reap(P_PIDFD, pidfd, WEXITED | WNOHANG);
  }

  Found byPid(int pid) {
    return reap(P_PID, pid, WEXITED | WNOHANG);
  }

  /// Waits for a child that was killed just now.
  void awaitKilled(int pid) {
    reap(P_PID, pid, WEXITED);
  }

  private Found reap(int idType, int id, int options) {
    info.set(ValueLayout.JAVA_INT, SI_PID, 0);
    long result;
    do {
      result = libc.call(Call.WAITID, idType, id, info.address(), options, rusage.address(), 0);
    } while (result == -Errno.EINTR);
    if (result < 0) {
      return new Found.NotOurs();
    }
    return info.get(ValueLayout.JAVA_INT, SI_PID) == 0
        ? new Found.StillAlive()
        : new Found.Reaped(exit(), usage());
  }

  private Exit exit() {
    int status = info.get(ValueLayout.JAVA_INT, SI_STATUS);
    int code = info.get(ValueLayout.JAVA_INT, SI_CODE);
    return code == CLD_EXITED
        ? new Exit.Code(status)
        : new Exit.Signalled(status, code == CLD_DUMPED);
  }

  private Usage usage() {
    Duration cpu = time(RU_UTIME).plus(time(RU_STIME));
    long peakKib = rusage.get(ValueLayout.JAVA_LONG, RU_MAXRSS_KIB);
    return new Usage(cpu, peakKib > ownPeakKib() ? peakKib * 1024 : PEAK_UNKNOWN);
  }

  /// A child shares our memory until its exec, and the kernel counts that as a peak of the child's:
  /// one that is no higher than ours says nothing.
  private long ownPeakKib() {
    libc.call(Call.GETRUSAGE, RUSAGE_SELF, rusage.address());
    return rusage.get(ValueLayout.JAVA_LONG, RU_MAXRSS_KIB);
  }

  private Duration time(int offset) {
    long seconds = rusage.get(ValueLayout.JAVA_LONG, offset);
    long micros = rusage.get(ValueLayout.JAVA_LONG, offset + Long.BYTES);
    return Duration.ofSeconds(seconds, micros * 1000);
  }

  @Override
  public void close() {
    arena.close();
  }
}
