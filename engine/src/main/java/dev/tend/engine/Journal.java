package dev.tend.engine;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// The small durable memory that lets a daemon go on where its predecessor died.
///
/// What a method wrote is there for [#recover] whatever happens to the daemon after it returned. A
/// method that cannot write says so once in the daemon's log and lets the loop go on: supervision
/// does not depend on it.
public interface Journal {

  /// Before a spawn: the run exists, its process perhaps.
  void launching(RunId run, RunKind kind, InstanceId instance, Instant at);

  /// After a spawn that succeeded.
  void launched(RunId run, ProcessRef process, Standing standing);

  /// What outlives a run (attempts, restarts, …) changed while it lives: it became stable, say.
  void standing(RunId run, Standing standing);

  /// The run is over, or was refused: nothing of it is left.
  void ended(RunId run);

  /// Instances that an operator stopped; they stay down for the next daemon too.
  void heldDown(SortedSet<InstanceId> instances);

  /// What happened; for readers of the feed and, later, the history.
  void append(List<Entry> entries);

  /// What an earlier daemon left. Called once, before the first turn.
  Recovery recover();

  /// What goes on counting across daemons.
  ///
  /// @param attempt the ordinal of the try, from 1
  /// @param restarts starts that nobody asked for
  /// @param stable whether the run has been ready
  /// @param failureNanos monotonic times of the ends that `give_up_after` counts
  record Standing(int attempt, int restarts, boolean stable, List<Long> failureNanos) {
    public Standing {
      failureNanos = List.copyOf(failureNanos);
    }
  }

  /// One run of which no end was recorded.
  ///
  /// @param process empty if the daemon died between the two records of its spawn
  record OpenRun(
      RunId run,
      RunKind kind,
      InstanceId instance,
      Instant launchedAt,
      Optional<ProcessRef> process,
      Standing standing) {}

  /// All that is there to go on from; both empty on a first start.
  record Recovery(SortedMap<RunId, OpenRun> openRuns, SortedSet<InstanceId> heldDown) {}
}
