package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.Trail;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Going from the process that a command began as to the one that its pid file names, for services
/// whose spec says that they are [dev.tend.core.spec.Follow]ed.
///
/// ```
/// Spawned ─▶ Expecting ─LookAgain─▶ Looking ─Found─▶ Starting
///               │ └◀──────not yet──────┘
///               ├─Exited(0)─▶ Looking ─▶ Awaiting ┄ as in Handover
///               └─Exited(1), nothing left, start_within─▶ a failed start
/// ```
///
/// All of it is one run with one end, and the start has failed if the file names nobody within
/// `start_within`: nothing of it is left then, before anybody starts it again.
final class Following {

  private Following() {}

  static Step begin(Draft draft, RunId run, ProcessRef spawned) {
    long now = draft.terms.now().monotonicNanos();
    return expect(draft, run, new Otherwise.Expect(spawned, now));
  }

  /// What leads to the process that is followed, for a service of which one is.
  static Optional<Trail> trail(Draft draft, ProcessRef spawned) {
    return draft.terms.spec().follow().map(follow -> new Trail(follow, spawned));
  }

  private static Step expect(Draft draft, RunId run, Otherwise.Expect expect) {
    long started = expect.startedNanos();
    long until = started + draft.terms.spec().start().within().toNanos();
    Alarm again = Handover.lookAgain(draft.terms.now().monotonicNanos(), started, until);
    return draft.become(new Sought.Expecting(run, expect.spawned(), started, again, until)).done();
  }

  /// The file names nobody yet.
  ///
  /// @param notes what is wrong with it
  static Step again(Draft draft, RunId run, Otherwise.Expect expect, List<String> notes) {
    Duration within = draft.terms.spec().start().within();
    Duration uptime = Living.uptime(draft, expect.startedNanos());
    if (uptime.compareTo(within) < 0) {
      return expect(draft, run, expect);
    }
    String late =
        "its pid file named no process that it left within start_within ("
            + DurationText.of(within)
            + ")"
            + Seeking.told(notes);
    Cause cause = new Cause.TimedOut(late, draft.now());
    return Farewell.ask(draft, run, expect.spawned(), new After.Judge(failed(uptime)), cause);
  }

  private static End failed(Duration uptime) {
    return new End(false, false, uptime);
  }

  static Step expecting(Draft draft, Sought.Expecting state, Event event) {
    RunId own = state.own();
    return switch (event) {
      case Event.LookAgain _ ->
          look(draft, state, new Otherwise.Expect(state.spawned(), state.startedNanos()));
      case Event.Exited exited -> ended(draft, state, exited);
      case Event.Halt(Cause cause) ->
          Farewell.ask(draft, own, state.spawned(), new After.Stay(), cause);
      case Event.Renew(Cause cause) ->
          Farewell.ask(draft, own, state.spawned(), new After.Wait(), cause);
      case Event.BecameReady(RunId _, String how) -> draft.saying(draft.said().ready(how)).done();
      case Event.Moved(RunId _, ProcessRef main, String _) ->
          draft
              .become(
                  new Sought.Expecting(
                      own, main, state.startedNanos(), state.again(), state.untilNanos()))
              .effect(new Effect.Moved(own, main))
              .done();
      case Event.Heard heard -> Hearing.noted(draft, heard);
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
          Event.Proved _,
          Event.Condemned _,
          Event.Adopted _,
          Event.Vanished _,
          Event.StableReached _,
          Event.StartTimedOut _,
          Event.SilenceDue _,
          Event.KillDue _,
          Event.KillOverdue _,
          Event.BackoffOver _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step look(Draft draft, Sought.Expecting state, Otherwise otherwise) {
    return trail(draft, state.spawned())
        .map(trail ->
            Seeking.look(draft, new Search(state.own(), draft.terms.id(), trail), otherwise))
        // A reload may have made it the service itself.
        .orElseGet(() -> Living.spawned(draft, state.own(), state.spawned()));
  }

  /// The spawned process ended: after that, something that it left may be named.
  private static Step ended(Draft draft, Sought.Expecting state, Event.Exited event) {
    RunId run = event.run();
    Exit exit = event.exit();
    End end = failed(Living.uptime(draft, state.startedNanos()));
    if (!draft.terms.spec().succeeds(exit) || draft.terms.spec().follow().isEmpty()) {
      return Ending.ended(draft, run, exit, event.alone(), new After.Judge(end));
    }
    // A daemon that died since may have seen the service in it, and have named it.
    draft.erasingPid();
    Ledger.LastExit launcher = new Ledger.LastExit(run, exit, draft.now());
    if (event.alone()) {
      Ending.counted(draft, launcher);
      return nobody(draft, run, end);
    }
    long now = draft.terms.now().monotonicNanos();
    return look(
        draft,
        state,
        new Otherwise.Await(state.spawned(), launcher, end, state.startedNanos(), now));
  }

  /// Nothing of the run is left that could be followed, and its end is counted.
  static Step nobody(Draft draft, RunId run, End end) {
    String nobody = "its command succeeded, and left no process that its pid file names";
    Cause cause = new Cause.Failed(nobody, draft.now());
    return Farewell.conclude(draft, run, new After.Judge(end), cause);
  }
}
