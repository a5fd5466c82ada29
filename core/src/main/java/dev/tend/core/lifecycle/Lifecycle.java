package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Watchdog;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/// The life of one instance as a table: a method a state, in it a row an event.
///
/// A step is a function of its arguments. Effects are returned and never performed in here; what
/// they cause comes back as events. Every switch is total and has no default, so that a new state
/// or event does not compile until somebody has thought about each of its cells. A cell that nobody
/// can reach throws.
///
/// ```
/// Stopped ─Go─▶ Launching ─Spawned─▶ Starting ─StableReached, BecameReady─▶ Running
///    ▲  └Hold─▶ Waiting ─Go─▶ ┄        │                                      │
///    │                                 └───────Halt, Renew, Exited, timeout───┤
///    └──── Completed, Failed, Backoff ◀──verdict── Clearing, Killing ◀── Stopping
/// ```
///
/// With hooks there are four states more on this way:
///
/// ```
/// Preparing ─▶ Launching ─▶ Starting ─▶ Started ─▶ Running ─▶ Retiring ─▶ Stopping ┄─▶ Tidying ─▶ ┄
///  pre_start                           post_start             pre_stop                post_stop
/// ```
///
/// What happens while the process lives is in [Living], the last line's way down in [Ending], and
/// how that begins and ends in [Farewell].
public final class Lifecycle {

  private Lifecycle() {}

  /// The instance after `event`, and what it wants done.
  ///
  /// @throws IllegalStateException if the event cannot happen in the instance's state
  public static Step step(Instance before, Event event, Terms terms) {
    Draft draft = new Draft(before, terms);
    return switch (before.state()) {
      case State.Stopped state -> down(draft, state, event);
      case State.Waiting state -> down(draft, state, event);
      case State.Completed state -> down(draft, state, event);
      case State.Failed state -> down(draft, state, event);
      case State.Elsewhere state -> down(draft, state, event);
      case Sought.Looking state -> Seeking.looking(draft, state, event);
      case Sought.Asking state -> Seeking.asking(draft, state, event);
      case Sought.Awaiting state -> Handover.awaiting(draft, state, event);
      case Sought.Expecting state -> Following.expecting(draft, state, event);
      case State.Backoff state -> backoff(draft, state, event);
      case State.Preparing state -> preparing(draft, state, event);
      case State.Launching state -> launching(draft, state, event);
      case Alive.Starting state -> Living.starting(draft, state, event);
      case Alive.Started state -> Living.started(draft, state, event);
      case Alive.Running state -> Living.running(draft, state, event);
      case Leaving.Retiring state -> Farewell.retiring(draft, state, event);
      case Leaving.Parting state -> Farewell.parting(draft, state, event);
      case Leaving.Tidying state -> Farewell.tidying(draft, state, event);
      case Leaving.Dying state -> Ending.dying(draft, state, event);
    };
  }

  /// Whether an end of the instance's process may be one that the service itself outlives, so that
  /// it is not the end of the run yet.
  public static boolean mayGoOn(Instance instance, Event event, ServiceSpec spec) {
    return Handover.mayFollow(instance.state(), event, spec);
  }

  /// The instance after a defect of ours: failed, once nothing is left of the runs in its slot.
  public static Step fail(Instance before, SortedSet<RunId> left, Cause defect, Terms terms) {
    return Ending.fail(new Draft(before, terms).because(defect), left);
  }

  /// Nothing is alive and nothing is due.
  private static Step down(Draft draft, State state, Event event) {
    return switch (event) {
      case Event.Go(Cause cause, boolean forgive) ->
          launch(forgiven(draft, forgive).because(cause));
      case Event.Hold(Cause cause, boolean forgive) ->
          hold(forgiven(draft, forgive).because(cause));
      case Event.Halt(Cause cause) ->
          state instanceof State.Stopped
              ? draft.done()
              : draft.become(new State.Stopped()).because(cause).done();
      case Event.Renew _, Event.Hasten _ -> draft.done();
      case Event.Adopted(RunId run, ProcessRef process, Standing.Phase phase) ->
          Living.adopt(draft, run, process, phase);
      case Event.Vanished(RunId run, Ledger.LastExit end, After after) ->
          Ending.vanished(draft, run, end, after);
      case Event.Spawned _,
          Event.SpawnRefused _,
          Event.Exited _,
          Event.TreeEmpty _,
          Event.BecameReady _,
          Event.Found _,
          Event.NotFound _,
          Event.Heard _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
          Event.Proved _,
          Event.Condemned _,
          Event.Due _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step backoff(Draft draft, State.Backoff state, Event event) {
    return switch (event) {
      case Event.BackoffOver _ -> retry(draft);
      case Event.Go(Cause cause, boolean forgive) ->
          launch(forgiven(draft, forgive).because(cause));
      case Event.Hold(Cause cause, boolean forgive) ->
          hold(forgiven(draft, forgive).because(cause));
      case Event.Halt(Cause cause) -> draft.become(new State.Stopped()).because(cause).done();
      case Event.Renew _, Event.Hasten _ -> draft.done();
      case Event.Spawned _,
          Event.SpawnRefused _,
          Event.Exited _,
          Event.TreeEmpty _,
          Event.BecameReady _,
          Event.Found _,
          Event.NotFound _,
          Event.Heard _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
          Event.Proved _,
          Event.Condemned _,
          Event.Adopted _,
          Event.Vanished _,
          Event.StableReached _,
          Event.StartTimedOut _,
          Event.SilenceDue _,
          Event.KillDue _,
          Event.KillOverdue _,
          Event.LookAgain _ ->
          throw Draft.impossible(state, event);
    };
  }

  /// The answer to a spawn comes first in the next turn, so the world asks for nothing before it.
  private static Step launching(Draft draft, State.Launching state, Event event) {
    return switch (event) {
      case Event.Spawned(RunId run, ProcessRef process) -> Living.spawned(draft, run, process);
      case Event.SpawnRefused(RunId run, var fault) -> {
        Cause refused = new Cause.SpawnFailed(run, fault, draft.now());
        yield Farewell.conclude(draft, run, new After.Judge(End.neverLived()), refused);
      }
      case Event.Go _,
          Event.Hold _,
          Event.Halt _,
          Event.Renew _,
          Event.Hasten _,
          Event.Exited _,
          Event.TreeEmpty _,
          Event.BecameReady _,
          Event.Found _,
          Event.NotFound _,
          Event.Heard _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
          Event.Proved _,
          Event.Condemned _,
          Event.Adopted _,
          Event.Vanished _,
          Event.Due _ ->
          throw Draft.impossible(state, event);
    };
  }

  /// The next attempt of the policy's own: at once if the edges allow it.
  static Step retry(Draft draft) {
    draft.counting(draft.ledger().restarted());
    return draft.terms.clear() ? launch(draft) : hold(draft);
  }

  private static Step launch(Draft draft) {
    return draft.terms.spec().detectors().isEmpty()
        ? prepare(draft, draft.terms.freshRun())
        : Seeking.begin(draft);
  }

  /// Starts it, as far as it is known not to be up already.
  static Step prepare(Draft draft, RunId run) {
    return draft.terms.spec().hooks().preStart().isEmpty()
        ? spawn(draft, run)
        : draft.become(new State.Preparing(run)).adopted(false).done();
  }

  private static Step preparing(Draft draft, State.Preparing state, Event event) {
    RunId own = state.own();
    return switch (event) {
      // What it requires may have gone down since the start was asked for.
      case Event.HooksDone _ ->
          draft.terms.clear()
              ? spawn(draft, own)
              : Farewell.conclude(draft, own, new After.Wait(), draft.cause());
      case Event.HooksFailed(String what) -> {
        Cause failed = new Cause.Failed(what, draft.now());
        yield Farewell.conclude(draft, own, new After.Judge(End.neverLived()), failed);
      }
      case Event.Halt(Cause cause) -> Farewell.conclude(draft, own, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> Farewell.conclude(draft, own, new After.Wait(), cause);
      case Event.Go _,
          Event.Proved _,
          Event.Condemned _,
          Event.Hold _,
          Event.Hasten _,
          Event.OfRun _,
          Event.Found _,
          Event.NotFound _,
          Event.UpElsewhere _,
          Event.Alone _,
          Event.Adopted _,
          Event.Vanished _,
          Event.Due _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step spawn(Draft draft, RunId run) {
    Terms terms = draft.terms;
    LaunchPlan plan =
        new LaunchPlan(
            run,
            RunKind.MAIN,
            Writer.of(terms.id()),
            terms.spec().started(),
            terms.spec().log(),
            terms.spec().signs(),
            false);
    return draft
        .become(new State.Launching(run))
        .adopted(false)
        .saying(Said.NOTHING.ticking(Optional.of(told(terms.spec()))))
        .effect(new Effect.Spawn(plan))
        .done();
  }

  /// How often the process is told to say that it is alive; a change of that is for the next one.
  private static Duration told(ServiceSpec spec) {
    return spec.watchdog().map(Watchdog::every).orElse(Duration.ZERO);
  }

  static Step hold(Draft draft) {
    return draft.become(new State.Waiting()).done();
  }

  private static Draft forgiven(Draft draft, boolean forgive) {
    return forgive ? draft.counting(draft.ledger().forgiven()) : draft;
  }
}
