package dev.tend.core.lifecycle;

import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What goes on counting while an instance passes through its states.
///
/// @param attempt the ordinal of the current or next try since it was last stable, from 1
/// @param restarts how many times a process was started without anybody asking
/// @param failureNanos monotonic times of the unplanned ends that `give_up_after` still counts,
///   oldest first
/// @param lastExit how the last main process ended
public record Ledger(
    int attempt, int restarts, List<Long> failureNanos, Optional<LastExit> lastExit) {

  public static final Ledger FRESH = new Ledger(1, 0, List.of(), Optional.empty());

  public Ledger {
    failureNanos = List.copyOf(failureNanos);
  }

  /// How a process ended, and when.
  public record LastExit(RunId run, Exit exit, Instant at) {}

  Ledger withExit(LastExit exit) {
    return new Ledger(attempt, restarts, failureNanos, Optional.of(exit));
  }

  Ledger withAttempt(int attempt) {
    return new Ledger(attempt, restarts, failureNanos, lastExit);
  }

  Ledger withFailures(List<Long> failureNanos) {
    return new Ledger(attempt, restarts, failureNanos, lastExit);
  }

  Ledger restarted() {
    return new Ledger(attempt, restarts + 1, failureNanos, lastExit);
  }

  /// The daemon ends, and what starts with the next one starts as for the first time.
  public Ledger afresh() {
    return new Ledger(1, 0, List.of(), lastExit);
  }

  /// Somebody asked for a start: earlier failures count no longer.
  Ledger forgiven() {
    return new Ledger(1, restarts, List.of(), lastExit);
  }
}
