package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Launch;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asking detectors that are commands, one after the other, before a service is started.
///
/// Each is a run of its own: it is watched, ends with everything that it started, and holds nobody
/// up. One that succeeds keeps the service from being started; a process it does not give us.
final class Inquiry {

  /// A detector that answers later has hung itself up. Long enough for a `curl` to a busy service.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private Inquiry() {}

  /// Asks the next of the detectors that are commands; if there is none, nothing says that it is
  /// up.
  static Step ask(Draft draft, int from) {
    List<Detector> detectors = draft.terms.spec().detectors();
    for (int place = from; place < detectors.size(); place++) {
      if (detectors.get(place) instanceof Detector.CommandSucceeds(Command command)) {
        Alarm due = draft.in(ANSWER_WITHIN, new Event.DetectorTimedOut());
        RunId run = draft.terms.freshRun();
        return draft
            .become(new Sought.Asking(run, place, due))
            .effect(new Effect.Spawn(plan(draft.terms, run, command)))
            .done();
      }
    }
    return draft.terms.clear() ? Lifecycle.spawn(draft) : Lifecycle.hold(draft);
  }

  private static LaunchPlan plan(Terms terms, RunId run, Command command) {
    Launch own = terms.spec().launch();
    Launch launch = new Launch(command, own.directory(), own.user(), own.env(), own.inherit());
    return new LaunchPlan(run, RunKind.PROBE, terms.id(), launch, terms.spec().log());
  }

  static Step asking(Draft draft, Sought.Asking state, Event event) {
    return switch (event) {
      case Event.Spawned _, Event.BecameReady _ -> draft.done();
      case Event.SpawnRefused(RunId run, var fault) -> {
        Cause refused = new Cause.SpawnFailed(run, fault, draft.now());
        String rule = "its detector could not be asked: " + refused.sentence();
        draft.because(new Cause.Rule(rule, draft.now(), draft.cause()));
        yield ask(draft, state.detector() + 1);
      }
      case Event.Exited(RunId _, Exit exit, boolean alone) ->
          alone
              ? answered(draft, state.detector(), exit.success())
              : dismiss(draft, state, exit.success());
      case Event.DetectorTimedOut _ -> {
        String within = DurationText.of(ANSWER_WITHIN);
        String rule = "its detector did not answer within " + within + " and was killed";
        draft.because(new Cause.Rule(rule, draft.now(), draft.cause()));
        yield dismiss(draft, state, false);
      }
      case Event.Halt(Cause cause) -> drop(draft, state.own(), new After.Stay(), cause);
      case Event.Renew(Cause cause) -> drop(draft, state.own(), new After.Wait(), cause);
      case Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.TreeEmpty _,
          Event.Found _,
          Event.NotFound _,
          Event.Adopted _,
          Event.Vanished _,
          Event.StableReached _,
          Event.StartTimedOut _,
          Event.KillDue _,
          Event.KillOverdue _,
          Event.BackoffOver _,
          Event.LookAgain _ ->
          throw Draft.impossible(state, event);
    };
  }

  static Step answered(Draft draft, Sought.Answered state, Event event) {
    return switch (event) {
      case Event.Exited(RunId _, Exit _, boolean alone) ->
          alone ? answered(draft, state.detector(), state.up()) : draft.done();
      case Event.TreeEmpty _ -> answered(draft, state.detector(), state.up());
      case Event.KillOverdue _ ->
          draft
              .become(
                  new Sought.Answered(state.own(), state.detector(), state.up(), overdue(draft)))
              .effect(new Effect.KillTree(state.own()))
              .done();
      case Event.Halt(Cause cause) -> drop(draft, state.own(), new After.Stay(), cause);
      case Event.Renew(Cause cause) -> drop(draft, state.own(), new After.Wait(), cause);
      case Event.Spawned _, Event.BecameReady _ -> draft.done();
      case Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.SpawnRefused _,
          Event.Found _,
          Event.NotFound _,
          Event.Adopted _,
          Event.Vanished _,
          Event.StableReached _,
          Event.StartTimedOut _,
          Event.KillDue _,
          Event.BackoffOver _,
          Event.LookAgain _,
          Event.DetectorTimedOut _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step dismiss(Draft draft, Sought.Asking state, boolean up) {
    return draft
        .become(new Sought.Answered(state.own(), state.detector(), up, overdue(draft)))
        .effect(new Effect.KillTree(state.own()))
        .done();
  }

  private static Step drop(Draft draft, RunId run, After after, Cause cause) {
    return draft
        .because(cause)
        .become(new Leaving.Killing(Remains.of(run, after), Optional.empty(), overdue(draft)))
        .effect(new Effect.KillTree(run))
        .done();
  }

  private static Alarm overdue(Draft draft) {
    return draft.in(Ending.KILL_PATIENCE, new Event.KillOverdue());
  }

  private static Step answered(Draft draft, int detector, boolean up) {
    List<Detector> detectors = draft.terms.spec().detectors();
    if (!up) {
      return ask(draft, detector + 1);
    }
    String which =
        detector < detectors.size()
                && detectors.get(detector) instanceof Detector.CommandSucceeds(Command command)
            ? " '" + command + "'"
            : "";
    String rule =
        "its detector"
            + which
            + " says that it is up; who started it is unknown, so it is neither"
            + " started again nor watched until somebody asks for a start";
    return draft
        .become(new State.Elsewhere())
        .because(new Cause.Rule(rule, draft.now(), draft.cause()))
        .done();
  }
}
