package dev.tend.sim;

/// Counts the daemon's calls into its ports, and kills it at the ones that the scenario names.
final class Mortality {
  private static final long NEVER = Long.MAX_VALUE;

  private long callsLeft = NEVER;
  private long successorsCallsLeft = NEVER;
  private long calls;

  /// The daemon dies at its `calls`-th call from now on.
  void doom(long calls) {
    callsLeft = calls;
  }

  /// The daemon dies at its `calls`-th call from now on, and its successor at its own
  /// `successors`-th.
  void doom(long calls, long successors) {
    callsLeft = calls;
    successorsCallsLeft = successors;
  }

  /// The next daemon lives, unless it is doomed itself.
  void spare() {
    callsLeft = successorsCallsLeft;
    successorsCallsLeft = NEVER;
  }

  /// How many calls there were.
  long calls() {
    return calls;
  }

  /// One call; half of them die before the port does its work and half after, because each port
  /// call passes here twice.
  void pass(String where) {
    calls++;
    if (callsLeft-- == 0) {
      callsLeft = NEVER;
      throw new DaemonDied(where);
    }
  }
}
