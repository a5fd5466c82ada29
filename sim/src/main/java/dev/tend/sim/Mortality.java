package dev.tend.sim;

/// Counts the daemon's calls into its ports, and kills it at the one that the scenario names.
final class Mortality {
  private long callsLeft = Long.MAX_VALUE;

  /// The daemon dies at its `calls`-th call from now on.
  void doom(long calls) {
    callsLeft = calls;
  }

  void spare() {
    callsLeft = Long.MAX_VALUE;
  }

  /// One call; half of them die before the port does its work and half after, because each port
  /// call passes here twice.
  void pass(String where) {
    if (callsLeft-- == 0) {
      callsLeft = Long.MAX_VALUE;
      throw new DaemonDied(where);
    }
  }
}
