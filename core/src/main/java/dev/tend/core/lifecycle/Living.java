package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.StartRule;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/// The process lives, and nobody has asked it to end: it proves itself, and does its work.
final class Living {

  private static final String UNHEARD =
      "it has lived for start_within since it was taken over, and may have said that it is ready"
          + " while no daemon ran";

  private Living() {}

  static Step spawned(Draft draft, RunId run, ProcessRef process) {
    if (draft.terms.spec().follow().isPresent()) {
      return Following.begin(draft, run, process);
    }
    return draft
        .become(new Alive.Starting(run, process, draft.terms.now().monotonicNanos(), due(draft)))
        .writingPid(process)
        .done();
  }

  static Step adopt(Draft draft, RunId run, ProcessRef process, Standing.Phase phase) {
    long now = draft.terms.now().monotonicNanos();
    String how = "pid " + process.pid() + " of an earlier daemon was found alive";
    draft.adopted(true).writingPid(process).because(new Cause.Recovered(how, draft.now()));
    return switch (phase) {
      case Standing.Phase.Proved(RunId proved) when proved.equals(run) ->
          draft.become(new Alive.Running(run, process, now, Hearing.silence(draft))).done();
      case Standing.Phase.Started(RunId proved) when proved.equals(run) ->
          draft.become(new Alive.Started(run, process, now)).done();
      case Standing.Phase.Retiring(RunId leaving, After after) when leaving.equals(run) -> {
        Remains rest = Remains.of(run, after);
        yield underWay(draft).become(new Leaving.Retiring(rest, Optional.of(process))).done();
      }
      case Standing.Phase.Leaving(RunId leaving, After after) when leaving.equals(run) ->
          Ending.press(underWay(draft), Remains.of(run, after), process);
      case Standing.Phase.Proved _,
          Standing.Phase.Started _,
          Standing.Phase.Retiring _,
          Standing.Phase.Leaving _,
          Standing.Phase.Tidying _,
          Standing.Phase.Preparing _,
          Standing.Phase.Down _,
          Standing.Phase.Due _,
          Standing.Phase.Backoff _,
          Standing.Phase.Completed _,
          Standing.Phase.Failed _ ->
          // Whether it is the one that is followed, its pid file says.
          draft.terms.spec().follow().isPresent()
              ? Following.begin(draft, run, process)
              : draft.become(new Alive.Starting(run, process, now, due(draft))).done();
    };
  }

  private static Draft underWay(Draft draft) {
    String how = "an earlier daemon had asked it to end";
    return draft.because(new Cause.Recovered(how, draft.now()));
  }

  static Step starting(Draft draft, Alive.Starting state, Event event) {
    return switch (event) {
      case Event.StableReached _ -> prove(draft, state, "it has been up for " + stableAfter(draft));
      case Event.Proved(RunId _, String how) -> prove(draft, state, how);
      // Where probes say it, the process need not.
      case Event.BecameReady(RunId _, String how) ->
          draft.terms.spec().start().readiness().equals(Readiness.PROBED)
              ? draft.done()
              : prove(draft, state, how);
      case Event.Condemned(RunId _, End end, Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Judge(end), cause);
      case Event.StartTimedOut(Optional<String> lastly) -> {
        if (mayHaveSaidSo(draft)) {
          yield prove(draft, state, UNHEARD);
        }
        StartRule rule = draft.terms.spec().start();
        String within = "it was not ready within " + DurationText.of(rule.within());
        String found = lastly.map(answer -> ": " + answer).orElse("");
        End failed = new End(false, false, uptime(draft, state.startedNanos()));
        Cause cause = new Cause.TimedOut(within + " (start_within)" + found, draft.now());
        yield Farewell.ask(draft, state.own(), state.main(), new After.Judge(failed), cause);
      }
      case Event.Heard heard -> Hearing.starting(draft, state, heard);
      case Event.Exited exited -> {
        Duration uptime = uptime(draft, state.startedNanos());
        boolean outlived = outlived(draft.terms.spec().start(), uptime);
        End end = new End(draft.terms.spec().succeeds(exited.exit()), outlived, uptime);
        yield Handover.ended(draft, state, exited, end);
      }
      case Event.Halt(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Stay(), cause);
      case Event.Renew(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Wait(), cause);
      case Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.Spawned _,
          Event.SpawnRefused _,
          Event.TreeEmpty _,
          Event.Found _,
          Event.NotFound _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
          Event.Adopted _,
          Event.Vanished _,
          Event.SilenceDue _,
          Event.KillDue _,
          Event.KillOverdue _,
          Event.BackoffOver _,
          Event.LookAgain _ ->
          throw Draft.impossible(state, event);
    };
  }

  /// Whether it lived long enough to be stable, though its end came before the alarm that says so.
  private static boolean outlived(StartRule rule, Duration uptime) {
    return rule.readiness().equals(Readiness.UPTIME) && uptime.compareTo(rule.stableAfter()) >= 0;
  }

  static Step running(Draft draft, Alive.Running state, Event event) {
    return switch (event) {
      case Event.Exited exited -> {
        End end =
            new End(
                draft.terms.spec().succeeds(exited.exit()),
                true,
                uptime(draft, state.startedNanos()));
        yield Handover.ended(draft, state, exited, end);
      }
      case Event.Halt(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Stay(), cause);
      case Event.Renew(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Wait(), cause);
      // Some programs say so again after each reload of their own.
      case Event.BecameReady _ -> draft.done();
      case Event.Heard heard -> Hearing.running(draft, state, heard);
      case Event.SilenceDue _ -> Hearing.silent(draft, state);
      case Event.Condemned(RunId _, End end, Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Judge(end), cause);
      case Event.Proved _,
          Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.Spawned _,
          Event.SpawnRefused _,
          Event.TreeEmpty _,
          Event.Found _,
          Event.NotFound _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
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

  static Alarm due(Draft draft) {
    StartRule rule = draft.terms.spec().start();
    return switch (rule.readiness()) {
      case Readiness.Uptime _ -> draft.in(rule.stableAfter(), new Event.StableReached());
      case Readiness.Signalled _,
          Readiness.Probed _,
          Readiness.Notify _,
          Readiness.Line _,
          Readiness.Descriptor _ ->
          draft.in(rule.within(), new Event.StartTimedOut());
    };
  }

  static Step prove(Draft draft, Alive.Starting state, String how) {
    draft.saying(draft.said().ready(how));
    State next = proved(draft, state.own(), state.main(), state.startedNanos());
    return draft.become(next).because(new Cause.Rule(how, draft.now(), draft.cause())).done();
  }

  /// The start has succeeded, as far as the process is concerned.
  static Alive proved(Draft draft, RunId own, ProcessRef main, long startedNanos) {
    if (!draft.terms.spec().hooks().postStart().isEmpty()) {
      return new Alive.Started(own, main, startedNanos);
    }
    draft.counting(draft.ledger().withAttempt(1));
    return new Alive.Running(own, main, startedNanos, Hearing.silence(draft));
  }

  /// It is up when the hooks have done what belongs to its start, and not before.
  static Step started(Draft draft, Alive.Started state, Event event) {
    return switch (event) {
      case Event.HooksDone _ ->
          draft
              .become(
                  new Alive.Running(
                      state.own(), state.main(), state.startedNanos(), Hearing.silence(draft)))
              .counting(draft.ledger().withAttempt(1))
              .done();
      case Event.HooksFailed(String what) -> {
        End failed = new End(false, false, uptime(draft, state.startedNanos()));
        Cause cause = new Cause.Failed(what, draft.now());
        yield Farewell.ask(draft, state.own(), state.main(), new After.Judge(failed), cause);
      }
      case Event.Exited exited -> {
        End end =
            new End(
                draft.terms.spec().succeeds(exited.exit()),
                false,
                uptime(draft, state.startedNanos()));
        yield Handover.ended(draft, state, exited, end);
      }
      case Event.Halt(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Stay(), cause);
      case Event.Renew(Cause cause) ->
          Farewell.ask(draft, state.own(), state.main(), new After.Wait(), cause);
      case Event.BecameReady _ -> draft.done();
      case Event.Heard heard -> Hearing.started(draft, state, heard);
      case Event.Go _,
          Event.Proved _,
          Event.Condemned _,
          Event.Hold _,
          Event.Hasten _,
          Event.Spawned _,
          Event.SpawnRefused _,
          Event.TreeEmpty _,
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

  /// What a process says while no daemon lives, nobody hears, if it says so only once. One that was
  /// taken over in the middle of its start and has lived on is believed to have said it then: to
  /// end a service that does its work would be worse than to trust one that hangs.
  private static boolean mayHaveSaidSo(Draft draft) {
    Readiness readiness = draft.terms.spec().start().readiness();
    return draft.before.adopted()
        && (readiness instanceof Readiness.Notify || readiness instanceof Readiness.Descriptor);
  }

  private static String stableAfter(Draft draft) {
    return DurationText.of(draft.terms.spec().start().stableAfter()) + " (stable_after)";
  }

  static Duration uptime(Draft draft, long startedNanos) {
    return Duration.ofNanos(draft.terms.now().monotonicNanos() - startedNanos);
  }
}
