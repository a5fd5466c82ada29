package dev.tend.daemon.history;

import dev.tend.api.RunRecord;
import dev.tend.core.world.Entry;
import java.time.Instant;
import java.util.Set;

/// One thing that is to be remembered.
sealed interface Fact {

  record Happened(Entry entry) implements Fact {}

  /// The beginning of a run, or its end with its beginning.
  record Ran(RunRecord run) implements Fact {}

  /// Of all runs without an end these alone are still open; the others ended unseen.
  record StillOpen(Set<String> runs, Instant at) implements Fact {
    public StillOpen {
      runs = Set.copyOf(runs);
    }
  }
}
