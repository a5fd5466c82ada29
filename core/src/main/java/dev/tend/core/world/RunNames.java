package dev.tend.core.world;

import dev.tend.core.process.RunId;

/// Names runs: the start of the daemon and a number within it.
final class RunNames {
  private final String prefix;
  private long next = 1;

  /// @param startedMillis when the daemon started, in milliseconds of the epoch: no two daemons of
  ///   a host start in the same one, because each has to lock the runtime directory first
  RunNames(long startedMillis) {
    this.prefix = Long.toString(startedMillis, Character.MAX_RADIX);
  }

  /// The name that the next run would have.
  RunId peek() {
    return new RunId(prefix + "-" + next);
  }

  void used() {
    next++;
  }
}
