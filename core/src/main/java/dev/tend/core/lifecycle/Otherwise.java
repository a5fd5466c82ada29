package dev.tend.core.lifecycle;

import dev.tend.core.process.ProcessRef;

/// What follows when a look for a living process found none.
public sealed interface Otherwise {

  /// Whether the look is for the process that one of ours leads to.
  default boolean follows() {
    return switch (this) {
      case Await _, Expect _ -> true;
      case Start _, Judge _ -> false;
    };
  }

  /// It is started, unless a detector that has to be asked says that it is up.
  record Start() implements Otherwise {}

  /// Its process ended with success, and nothing else of its run is left: that was its end.
  record Judge(End end) implements Otherwise {}

  /// The process that was spawned ended with success, and left others: one of them may be the
  /// service, and write its pid a moment later.
  ///
  /// @param spawned that process
  /// @param launcher how it ended; that is not told as the end of the run yet
  /// @param end what that end comes to if it was the service after all
  /// @param startedNanos when it was spawned, on the monotonic clock
  /// @param sinceNanos when it ended
  record Await(
      ProcessRef spawned, Ledger.LastExit launcher, End end, long startedNanos, long sinceNanos)
      implements Otherwise {}

  /// The process that was spawned lives, and the one that is followed may come a moment later.
  ///
  /// @param startedNanos when it was spawned, on the monotonic clock
  record Expect(ProcessRef spawned, long startedNanos) implements Otherwise {}
}
