package dev.tend.linux;

/// What `/proc/<pid>/stat` says of a process (proc_pid_stat(5)).
///
/// @param state `R`, `S`, `D`, `Z`, …
/// @param cpuTicks what its threads, those that ended too, have used of the CPUs, in clock ticks
/// @param startTicks when it started, in clock ticks since boot
/// @param exiting whether it is on its way out, and has perhaps closed its descriptors already
/// @param environmentStart where its environment begins in its memory
/// @param environmentEnd and where it ends; both are 0 if it has no memory (it has ended), if that
///   is not filled yet (in the middle of an `execve`), or if it hides it from us
/// @param waitStatus how it ended, as `waitpid(2)` reports it; 0 while it lives
record ProcStat(
    int pid,
    char state,
    int parent,
    int group,
    int session,
    int threads,
    long cpuTicks,
    long startTicks,
    boolean exiting,
    long codeStart,
    long environmentStart,
    long environmentEnd,
    int waitStatus) {

  // Positions after the name of the command, which is field 2.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int FLAGS = 6;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int THREADS = 17;
  private static final int START_TICKS = 19;
  private static final int CODE_START = 23;
  private static final int ENVIRONMENT_START = 47;
  private static final int ENVIRONMENT_END = 48;
  private static final int WAIT_STATUS = 49;

  /// `PF_EXITING` of linux/sched.h: set before a process that ends closes what it has open.
  private static final long PF_EXITING = 4;

  /// The name of the command may hold spaces, parentheses and newlines; what follows the last
  /// closing parenthesis is safe.
  static ProcStat parse(int pid, String text) {
    String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1);
    return new ProcStat(
        pid,
        fields[STATE].charAt(0),
        Integer.parseInt(fields[PARENT]),
        Integer.parseInt(fields[GROUP]),
        Integer.parseInt(fields[SESSION]),
        Integer.parseInt(fields[THREADS]),
        Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
        Long.parseLong(fields[START_TICKS]),
        (Long.parseLong(fields[FLAGS]) & PF_EXITING) != 0,
        Long.parseUnsignedLong(fields[CODE_START]),
        Long.parseUnsignedLong(fields[ENVIRONMENT_START]),
        Long.parseUnsignedLong(fields[ENVIRONMENT_END]),
        Integer.parseInt(fields[WAIT_STATUS]));
  }

  /// Whether it has ended and only waits to be reaped. A process whose first thread has ended while
  /// others go on looks like a zombie, but for their number.
  boolean ended() {
    return (state == 'Z' && threads <= 1) || state == 'X';
  }

  /// Whether it lives and was given no environment at all.
  boolean hasNoEnvironment() {
    return codeStart != 0 && environmentStart == environmentEnd;
  }

  /// Whether both are the same process, and not two that had the same pid.
  boolean is(ProcStat other) {
    return pid == other.pid && startTicks == other.startTicks;
  }
}
