package dev.tend.core.lifecycle;

import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.HookPhase;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far the hooks of a phase have come, as far as the next daemon has to know it so that none is
/// run twice.
///
/// @param own the run of the service that they are run for
/// @param facts the variables that tell them about the service
/// @param begun the names of those that were begun, in that order
/// @param calls those that run, as far as is known
public record HookProgress(
    HookPhase phase,
    RunId own,
    SortedMap<String, String> facts,
    List<String> begun,
    Next next,
    List<Call> calls) {

  public HookProgress {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    begun = List.copyOf(begun);
    calls = List.copyOf(calls);
  }

  /// What is to be done about the hook that was begun last.
  public sealed interface Next {

    /// It is in its first or second try, or it has ended and the next one follows.
    record Try(int tries) implements Next {}

    /// It failed, and is run once more at this time on the monotonic clock.
    record Again(long atNanos) implements Next {}

    /// No hook follows.
    record None() implements Next {}
  }

  /// One hook that runs.
  ///
  /// @param hook its name
  /// @param dueNanos when it is killed, for the first time or once more
  /// @param exit how it ended, while something that it left behind is not gone
  public record Call(
      String hook, RunId run, Instant since, long dueNanos, Regard regard, Optional<Exit> exit) {

    /// What it is to its phase.
    public enum Regard {
      /// The phase waits for it.
      AWAITED,
      /// It goes on beside whatever the phase waits for.
      ASIDE,
      /// Nobody wanted it any more, and it was killed; it is not gone yet.
      CUT
    }

    public boolean awaited() {
      return regard == Regard.AWAITED;
    }

    public boolean cut() {
      return regard == Regard.CUT;
    }
  }
}
