package dev.tend.core.world;

import dev.tend.core.process.RunId;
import dev.tend.core.time.Moment;

/// Names runs: the start of the daemon and a number within it.
final class RunNames {
  private final String prefix;
  private long next = 1;

  /// @param started when the daemon started. Two daemons of a host share no millisecond, because
  ///   each has to lock the runtime directory first; the monotonic part keeps them apart where the
  ///   wall clock was set back in between.
  RunNames(Moment started) {
    // A prime: whole seconds, by which clocks are set, count too.
    long millis = started.wall().toEpochMilli();
    long sinceBoot = started.monotonicNanos() / 1_000_000;
    this.prefix = Long.toString(millis * 1000 + sinceBoot % 997, Character.MAX_RADIX);
  }

  /// The name that the next run would have.
  RunId peek() {
    return new RunId(prefix + "-" + next);
  }

  /// Somebody goes by this name now.
  void taken(RunId run) {
    if (run.equals(peek())) {
      next++;
    }
  }
}
