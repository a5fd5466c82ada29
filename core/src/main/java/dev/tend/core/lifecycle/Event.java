package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import java.util.List;
import java.util.Optional;

/// What can happen to one instance.
public sealed interface Event {

  // From the world, which has looked at targets and edges.

  /// Start now: the conditions hold. `forgive` says that somebody asked, so that earlier failures
  /// count no longer.
  record Go(Cause cause, boolean forgive) implements Event {}

  /// Be ready to start: the instance should be up, and the conditions do not hold yet.
  record Hold(Cause cause, boolean forgive) implements Event {}

  /// Go down and stay there.
  record Halt(Cause cause) implements Event {}

  /// Go down and wait to be started again.
  record Renew(Cause cause) implements Event {}

  /// Do not wait any longer for an end: kill.
  record Hasten(Cause cause) implements Event {}

  // From the kernel.

  /// What any run may come to, whatever it is for.
  sealed interface OfRun extends Event {
    RunId run();
  }

  /// The spawn that was asked for succeeded.
  record Spawned(RunId run, ProcessRef process) implements OfRun {}

  /// The spawn that was asked for failed.
  record SpawnRefused(RunId run, SpawnFault fault) implements OfRun {}

  /// The main process of a run ended; `alone` says that nothing else of its tree is left.
  record Exited(RunId run, Exit exit, boolean alone) implements OfRun {}

  /// Nothing of a run is left.
  record TreeEmpty(RunId run) implements OfRun {}

  /// The process does its work.
  record BecameReady(RunId run, String how) implements OfRun {}

  /// A detector names a living process; it is watched as the main one of the run from now on.
  ///
  /// @param how a clause: `/run/web.pid names pid 4711`
  record Found(RunId run, ProcessRef process, String how) implements Event {}

  /// No detector names a process that lives and fits, or none says that the service is up.
  ///
  /// @param notes a clause for each that names something else, or could not answer
  record NotFound(RunId run, List<String> notes) implements Event {
    public NotFound {
      notes = List.copyOf(notes);
    }
  }

  /// What a living process said of itself, or was seen to do.
  sealed interface Heard extends OfRun {}

  /// It says something of itself.
  record Told(RunId run, Notice notice) implements Heard {}

  /// Another process of the run is its main one from now on.
  ///
  /// @param how a clause: `it said MAINPID=4711`
  record Moved(RunId run, ProcessRef main, String how) implements Heard {}

  /// A start that can no longer succeed.
  ///
  /// @param how a clause: `it closed descriptor 3 without a newline`
  record NeverReady(RunId run, String how) implements Heard {}

  // From what goes on beside it.

  /// A detector says that the service is up, and not which process it is; `rule` is a clause.
  record UpElsewhere(String rule) implements Event {}

  /// The hooks of the phase have ended, as far as anybody waits for them.
  record HooksDone() implements Event {}

  /// A hook failed, and the rest of its phase is left out; `what` is a sentence without a full
  /// stop.
  record HooksFailed(String what) implements Event {}

  /// Nothing beside the run is left in the slot.
  record Alone() implements Event {}

  /// Its probes have found that it does its work; `how` is a clause.
  record Proved(RunId run, String how) implements Event {}

  /// It has to end, and that end is judged already.
  record Condemned(RunId run, End end, Cause cause) implements Event {}

  // From the daemon's start.

  /// An earlier daemon's process was found alive.
  ///
  /// @param phase how far it had come
  record Adopted(RunId run, ProcessRef process, Standing.Phase phase) implements Event {}

  /// An earlier daemon's run has no process any more; others of its tree may be left.
  record Vanished(RunId run, Ledger.LastExit end, After after) implements Event {}

  /// An alarm of the state that the instance is in.
  sealed interface Due extends Event {}

  /// It has been up for `stable_after`.
  record StableReached() implements Due {}

  /// It was not ready after `start_within`.
  ///
  /// @param lastly what its probe had found out by then; empty where it has none
  record StartTimedOut(Optional<String> lastly) implements Due {
    public StartTimedOut() {
      this(Optional.empty());
    }
  }

  /// It has not said that it is alive, or has not ended though it said that it would.
  record SilenceDue() implements Due {}

  /// It has not ended after the stop timeout.
  record KillDue() implements Due {}

  /// It was killed and is still there.
  record KillOverdue() implements Due {}

  /// The pause is over.
  record BackoffOver() implements Due {}

  /// A pid file may name the service by now.
  record LookAgain() implements Due {}
}
