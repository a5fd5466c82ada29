package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.Watchdog;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/// What a living process says of itself, and what its silence means.
///
/// It is heard in any state. It changes something where the process proves itself, asks for more
/// time, becomes another one, or does not say in time that it is alive. While it starts, nobody
/// expects it to say so; once it has said that it is stopping, it has as long as anybody who was
/// asked to.
final class Hearing {

  private Hearing() {}

  /// In a state in which nothing follows from it.
  static Step noted(Draft draft, Event.Heard event) {
    if (event instanceof Event.Told(RunId _, Notice notice)) {
      draft.saying(draft.said().with(notice, draft.now()));
    }
    return draft.done();
  }

  static Step starting(Draft draft, Alive.Starting state, Event.Heard event) {
    return switch (event) {
      case Event.Told(RunId _, Notice notice) -> {
        draft.saying(draft.said().with(notice, draft.now()));
        yield startingTold(draft, state, notice);
      }
      case Event.Moved(RunId _, ProcessRef main, String _) ->
          moved(
              draft,
              new Alive.Starting(state.own(), main, state.startedNanos(), state.due()),
              main);
      case Event.NeverReady(RunId _, String how) -> failed(draft, state, how);
    };
  }

  private static Step startingTold(Draft draft, Alive.Starting state, Notice notice) {
    return switch (notice) {
      case Notice.Ready _ ->
          draft.terms.spec().start().readiness() instanceof Readiness.Notify
              ? Living.prove(draft, state, draft.said().readyBy().orElseThrow())
              : draft.done();
      case Notice.MoreTime(Duration by) -> {
        Alarm due = state.due();
        Alarm later = due.event() instanceof Event.StartTimedOut ? extended(draft, due, by) : due;
        yield draft
            .become(new Alive.Starting(state.own(), state.main(), state.startedNanos(), later))
            .done();
      }
      case Notice.Hung _ -> failed(draft, state, "it said WATCHDOG=trigger while it started");
      case Notice.Status _,
          Notice.Reloading _,
          Notice.Stopping _,
          Notice.Ticked _,
          Notice.WatchdogEvery _,
          Notice.Failing _ ->
          draft.done();
    };
  }

  private static Step failed(Draft draft, Alive.Starting state, String how) {
    End end = new End(false, false, Living.uptime(draft, state.startedNanos()));
    Cause cause = new Cause.Failed(how + draft.said().lastWords(), draft.now());
    return Farewell.ask(draft, state.own(), state.main(), new After.Judge(end), cause);
  }

  /// It is ready, and what belongs to its start is being done.
  static Step started(Draft draft, Alive.Started state, Event.Heard event) {
    return event instanceof Event.Moved(RunId _, ProcessRef main, String _)
        ? moved(draft, new Alive.Started(state.own(), main, state.startedNanos()), main)
        : noted(draft, event);
  }

  static Step running(Draft draft, Alive.Running state, Event.Heard event) {
    return switch (event) {
      case Event.Told(RunId _, Notice notice) -> {
        draft.saying(draft.said().with(notice, draft.now()));
        yield runningTold(draft, state, notice);
      }
      case Event.Moved(RunId _, ProcessRef main, String _) ->
          moved(
              draft,
              new Alive.Running(state.own(), main, state.startedNanos(), state.silence()),
              main);
      case Event.NeverReady _ -> draft.done();
    };
  }

  private static Step runningTold(Draft draft, Alive.Running state, Notice notice) {
    boolean leaving = draft.before.said().doing() == Said.Doing.STOPPING;
    return switch (notice) {
      case Notice.Ticked _, Notice.WatchdogEvery _ ->
          leaving ? draft.done() : listening(draft, state, silence(draft));
      // What was on its way to its end goes on.
      case Notice.Ready _, Notice.Reloading _ ->
          leaving ? listening(draft, state, silence(draft)) : draft.done();
      case Notice.Stopping _ -> {
        Duration patience = draft.terms.spec().stop().timeout();
        yield leaving
            ? draft.done()
            : listening(draft, state, Optional.of(draft.in(patience, new Event.SilenceDue())));
      }
      case Notice.MoreTime(Duration by) ->
          leaving
              ? listening(draft, state, state.silence().map(due -> extended(draft, due, by)))
              : draft.done();
      case Notice.Hung _ -> abort(draft, state, "it said WATCHDOG=trigger");
      case Notice.Status _, Notice.Failing _ -> draft.done();
    };
  }

  private static Step listening(Draft draft, Alive.Running state, Optional<Alarm> silence) {
    return draft
        .become(new Alive.Running(state.own(), state.main(), state.startedNanos(), silence))
        .done();
  }

  /// When a running process has been silent for too long, if it may not be.
  static Optional<Alarm> silence(Draft draft) {
    return every(draft).map(every -> draft.in(every, new Event.SilenceDue()));
  }

  /// How often it has to say that it is alive.
  private static Optional<Duration> every(Draft draft) {
    return draft
        .said()
        .watchdog()
        // Of one that was taken over it may be unknown.
        .or(() -> draft.terms.spec().watchdog().map(Watchdog::every))
        .filter(Duration::isPositive);
  }

  static Step silent(Draft draft, Alive.Running state) {
    if (draft.said().doing() == Said.Doing.STOPPING) {
      String timeout = DurationText.of(draft.terms.spec().stop().timeout());
      return abort(
          draft,
          state,
          "it said STOPPING=1 and had not ended after the stop timeout of " + timeout);
    }
    String forSoLong = every(draft).map(DurationText::of).orElse("too long");
    String last =
        draft.said().ticked().map(at -> "the last one came at " + at).orElse("none has come yet");
    return abort(draft, state, "no WATCHDOG=1 for " + forSoLong + "; " + last);
  }

  /// It hangs: what it was doing may be seen in the core that it leaves.
  private static Step abort(Draft draft, Alive.Running state, String why) {
    Signal signal =
        draft.terms.spec().watchdog().map(Watchdog::signal).orElse(Watchdog.SIGNAL_USUAL);
    End end = new End(false, true, Living.uptime(draft, state.startedNanos()));
    draft.because(new Cause.Failed(why + draft.said().lastWords(), draft.now()));
    return Ending.abort(draft, state.own(), state.main(), signal, new After.Judge(end));
  }

  /// It is to end, and has not been asked to yet.
  static Step retiring(Draft draft, Leaving.Retiring state, Event.Heard event) {
    return event instanceof Event.Moved(RunId _, ProcessRef main, String _)
        ? moved(draft, new Leaving.Retiring(state.rest(), Optional.of(main)), main)
        : noted(draft, event);
  }

  /// On its way down it may still ask for more time, or become another process.
  static Step leaving(Draft draft, Leaving.Dying state, Event.Heard event) {
    return switch (event) {
      case Event.Told(RunId _, Notice notice) -> {
        draft.saying(draft.said().with(notice, draft.now()));
        yield notice instanceof Notice.MoreTime(Duration by)
            ? draft.become(waiting(draft, state, by)).done()
            : draft.done();
      }
      case Event.Moved(RunId _, ProcessRef main, String _) ->
          switch (state) {
            case Leaving.Stopping(Remains rest, ProcessRef _, Alarm killDue) ->
                moved(draft, new Leaving.Stopping(rest, main, killDue), main);
            case Leaving.Killing(Remains rest, var _, Alarm overdue) ->
                moved(draft, new Leaving.Killing(rest, Optional.of(main), overdue), main);
            case Leaving.Clearing _ -> throw Draft.impossible(state, event);
          };
      case Event.NeverReady _ -> draft.done();
    };
  }

  private static State waiting(Draft draft, Leaving.Dying state, Duration by) {
    return switch (state) {
      case Leaving.Stopping(Remains rest, ProcessRef main, Alarm due) ->
          new Leaving.Stopping(rest, main, extended(draft, due, by));
      case Leaving.Clearing(Remains rest, Alarm due) ->
          new Leaving.Clearing(rest, extended(draft, due, by));
      case Leaving.Killing killing -> killing;
    };
  }

  /// Never earlier than it was.
  private static Alarm extended(Draft draft, Alarm due, Duration by) {
    return new Alarm(Math.max(due.atNanos(), draft.terms.now().nanosAfter(by)), due.event());
  }

  private static Step moved(Draft draft, State next, ProcessRef main) {
    RunId run = next.run().orElseThrow();
    return draft
        .erasingPid()
        .become(next)
        .effect(new Effect.Moved(run, main))
        .writingPid(main)
        .done();
  }
}
