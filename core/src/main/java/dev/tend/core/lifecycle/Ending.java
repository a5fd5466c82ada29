package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Signs;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StopRule;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// The way down: asked, then the main process gone, then killed, until nothing of the run is left.
///
/// A slot is free only when its whole tree is gone, and its stop command too, whoever or whatever
/// ended the main process. That is what makes "stopped" mean stopped, and what keeps two processes
/// out of one slot.
final class Ending {

  private Ending() {}

  /// Asks a living process to end.
  static Step press(Draft draft, Remains rest, ProcessRef main) {
    StopRule rule = draft.terms.spec().stop();
    Remains left = rest;
    Optional<Command> command = draft.terms.spec().stopCommand();
    if (command.isPresent()) {
      left = rest.with(draft.terms.freshRun());
      LaunchPlan plan = stopCommand(draft.terms, command.get(), main);
      draft.effect(new Effect.Spawn(plan));
    } else {
      draft.effect(new Effect.SignalRun(rest.own(), rule.signal()));
    }
    return draft.become(new Leaving.Stopping(left, main, killDue(draft))).done();
  }

  /// Asks a process that hangs to end, by a signal of its own.
  static Step abort(Draft draft, RunId own, ProcessRef main, Signal signal, After after) {
    return draft
        .become(new Leaving.Stopping(Remains.of(own, after), main, killDue(draft)))
        .effect(new Effect.SignalRun(own, signal))
        .done();
  }

  private static LaunchPlan stopCommand(Terms terms, Command command, ProcessRef main) {
    Launch launch = terms.spec().launch();
    SortedMap<String, String> env = new TreeMap<>(launch.env());
    env.put("TEND_PID", Integer.toString(main.pid()));
    Launch stop = launch.withCommand(command).withEnv(env);
    // It may have to know what its process is named by.
    Signs signs = new Signs(Readiness.UPTIME, Optional.empty(), terms.spec().follow());
    Writer writer = Writer.of(terms.id());
    return new LaunchPlan(
        terms.freshRun(), RunKind.HOOK, writer, stop, terms.spec().log(), signs, false);
  }

  /// The main process ended by itself.
  static Step ended(Draft draft, RunId run, Exit exit, boolean alone, After after) {
    Cause cause = counted(draft, new Ledger.LastExit(run, exit, draft.now()));
    draft.erasingPid();
    return alone
        ? Farewell.conclude(draft, run, after, cause)
        : clear(draft, Remains.of(run, after));
  }

  /// An earlier daemon's process is gone; what it may have left behind is ended first.
  static Step vanished(Draft draft, RunId run, Ledger.LastExit end, After after) {
    counted(draft, end);
    return clear(draft, Remains.of(run, after));
  }

  /// Counts the end of a run; it is the cause of what follows.
  static Cause counted(Draft draft, Ledger.LastExit end) {
    Cause cause = new Cause.Exited(end.run(), end.exit(), end.at());
    draft.because(cause).counting(draft.ledger().withExit(end));
    return cause;
  }

  /// Asks what is left of a run whose main process is gone to end.
  static Step clear(Draft draft, Remains rest) {
    return draft
        .become(new Leaving.Clearing(rest, killDue(draft)))
        .effect(new Effect.SignalRun(rest.own(), draft.terms.spec().stop().signal()))
        .done();
  }

  /// Kills what is left, and leaves it at that.
  static Step fail(Draft draft, SortedSet<RunId> left) {
    if (left.isEmpty()) {
      return draft.become(new State.Failed()).done();
    }
    State before = draft.before.state();
    RunId own = before.run().orElseGet(left::first);
    return kill(draft, new Remains(own, left, new After.Fail()), before.process());
  }

  static Step dying(Draft draft, Leaving.Dying state, Event event) {
    return switch (event) {
      case Event.Exited(RunId run, Exit exit, boolean alone) -> {
        Leaving.Dying next = state;
        if (run.equals(state.rest().own()) && state.process().isPresent()) {
          Ledger.LastExit end = new Ledger.LastExit(run, exit, draft.now());
          draft.counting(draft.ledger().withExit(end)).erasingPid();
          next = withoutMain(state);
        }
        yield alone ? gone(draft, next, run) : askTheRest(draft, state, next);
      }
      case Event.TreeEmpty(RunId run) -> gone(draft, state, run);
      case Event.SpawnRefused(RunId run, SpawnFault fault) -> {
        if (state instanceof Leaving.Stopping) {
          fallBackToSignal(draft, state.rest().own(), run, fault);
        }
        yield gone(draft, state, run);
      }
      case Event.KillDue _ ->
          switch (state) {
            case Leaving.Stopping _, Leaving.Clearing _ -> kill(draft, state, killCause(draft));
            case Leaving.Killing _ -> throw Draft.impossible(state, event);
          };
      case Event.KillOverdue _ ->
          switch (state) {
            case Leaving.Killing _ -> kill(draft, state, draft.cause());
            case Leaving.Stopping _, Leaving.Clearing _ -> throw Draft.impossible(state, event);
          };
      case Event.Hasten(Cause cause) ->
          switch (state) {
            case Leaving.Stopping _, Leaving.Clearing _ -> kill(draft, state, cause);
            case Leaving.Killing _ -> draft.done();
          };
      case Event.Heard heard -> Hearing.leaving(draft, state, heard);
      case Event.Halt(Cause cause) -> then(draft, state, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> then(draft, state, new After.Wait(), cause);
      case Event.Spawned _, Event.BecameReady _ -> draft.done();
      case Event.Go _,
          Event.Hold _,
          Event.Found _,
          Event.NotFound _,
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
          Event.BackoffOver _,
          Event.LookAgain _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Leaving.Dying withoutMain(Leaving.Dying state) {
    return switch (state) {
      case Leaving.Stopping(Remains rest, ProcessRef _, Alarm killDue) ->
          new Leaving.Clearing(rest, killDue);
      case Leaving.Clearing clearing -> clearing;
      case Leaving.Killing(Remains rest, var _, Alarm overdue) ->
          new Leaving.Killing(rest, Optional.empty(), overdue);
    };
  }

  private static Step gone(Draft draft, Leaving state, RunId run) {
    Remains rest = state.rest().without(run);
    return rest.left().isEmpty()
        ? Farewell.conclude(draft, rest.own(), rest.after(), draft.cause())
        : askTheRest(draft, state, state.with(rest));
  }

  /// Who outlives the process, and the stop command too if there is one, was asked by nobody to
  /// end: a child in a session of its own does not get what the process group gets. It has what is
  /// left of the timeout.
  private static Step askTheRest(Draft draft, Leaving before, Leaving after) {
    if (isAlone(after) && !isAlone(before)) {
      draft.effect(new Effect.SignalRun(after.rest().own(), draft.terms.spec().stop().signal()));
    }
    return draft.become(after).done();
  }

  /// Whether it is only what the process has left that may be alive.
  private static boolean isAlone(Leaving state) {
    return state instanceof Leaving.Clearing(Remains rest, Alarm _)
        && rest.left().equals(Set.of(rest.own()));
  }

  static Step then(Draft draft, Leaving state, After after, Cause cause) {
    return draft.become(state.with(state.rest().then(after))).because(cause).done();
  }

  private static void fallBackToSignal(Draft draft, RunId own, RunId command, SpawnFault fault) {
    Cause refused = new Cause.SpawnFailed(command, fault, draft.now());
    String rule = "the stop command could not be run, so the signal was sent";
    draft
        .effect(new Effect.SignalRun(own, draft.terms.spec().stop().signal()))
        .because(new Cause.Rule(rule, draft.now(), refused));
  }

  private static Step kill(Draft draft, Leaving state, Cause cause) {
    return kill(draft.because(cause), state.rest(), state.process());
  }

  static Step kill(Draft draft, Remains rest, Optional<ProcessRef> main) {
    rest.left().forEach(run -> draft.effect(new Effect.KillTree(run)));
    Alarm overdue = draft.in(Effect.KillTree.PATIENCE, new Event.KillOverdue());
    return draft.become(new Leaving.Killing(rest, main, overdue)).done();
  }

  private static Cause killCause(Draft draft) {
    String timeout = DurationText.of(draft.terms.spec().stop().timeout());
    String rule = "it had not ended after the stop timeout of " + timeout + " and was killed";
    return new Cause.Rule(rule, draft.now(), draft.cause());
  }

  private static Alarm killDue(Draft draft) {
    return draft.in(draft.terms.spec().stop().timeout(), new Event.KillDue());
  }

  /// What the restart policy makes of an end.
  static Step judge(Draft draft, End end, Cause cause) {
    Terms terms = draft.terms;
    var verdict =
        RestartPolicy.verdict(
            terms.spec(), draft.ledger(), end, terms.now().monotonicNanos(), terms.chance());
    return switch (verdict) {
      case RestartPolicy.Verdict.Complete _ ->
          draft.become(new State.Completed()).because(cause).done();
      case RestartPolicy.Verdict.GiveUp(String rule) -> {
        Cause last = terms.employed() ? cause : new Cause.Rule(rule, draft.now(), cause);
        yield draft.become(new State.Failed()).because(last).done();
      }
      case RestartPolicy.Verdict.Retry(Duration delay, int attempt, var failures) -> {
        draft.counting(draft.ledger().withAttempt(attempt).withFailures(failures));
        if (delay.isZero()) {
          String rule = "the restart policy replaces it at once";
          yield Lifecycle.retry(draft.because(new Cause.Rule(rule, draft.now(), cause)));
        }
        String rule = "attempt " + attempt + " after a backoff of " + DurationText.of(delay);
        yield draft
            .become(new State.Backoff(draft.in(delay, new Event.BackoffOver())))
            .because(new Cause.Rule(rule, draft.now(), cause))
            .done();
      }
    };
  }
}
