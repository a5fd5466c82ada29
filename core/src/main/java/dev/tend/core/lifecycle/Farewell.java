package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.Optional;

/// The beginning and the end of the way down: the `pre_stop` hooks before a process is asked to
/// end; and, once nothing of its run is left, the end of what went on beside it, the `post_stop`
/// hooks, and what comes of all that.
///
/// ```
/// ask ─▶ Retiring ─HooksDone─▶ Stopping ┄─▶ Parting ─Alone─▶ Tidying ─HooksDone─▶ Stopped, verdict
/// ```
///
/// Each attempt that began ends with the `post_stop` hooks, if it got no further than a failed
/// `pre_start` hook too: what that one prepared is to be cleared away.
final class Farewell {

  private Farewell() {}

  /// A living process is to end.
  static Step ask(Draft draft, RunId own, ProcessRef main, After after, Cause cause) {
    Remains rest = Remains.of(own, after);
    draft.because(cause);
    return draft.terms.spec().hooks().preStop().isEmpty()
        ? Ending.press(draft, rest, main)
        : draft.become(new Leaving.Retiring(rest, Optional.of(main))).done();
  }

  static Step retiring(Draft draft, Leaving.Retiring state, Event event) {
    return switch (event) {
      case Event.HooksDone _ -> goOn(draft, state);
      case Event.HooksFailed(String what) -> goOn(saying(draft, what), state);
      // The hooks are carried to their end all the same: others may wait for what they do.
      case Event.Exited(RunId run, Exit exit, boolean alone) -> {
        Ledger.LastExit end = new Ledger.LastExit(run, exit, draft.now());
        draft.counting(draft.ledger().withExit(end)).erasingPid();
        Remains rest = alone ? state.rest().without(run) : state.rest();
        yield draft.become(new Leaving.Retiring(rest, Optional.empty())).done();
      }
      case Event.TreeEmpty(RunId run) -> draft.become(state.with(state.rest().without(run))).done();
      case Event.BecameReady _ -> draft.done();
      case Event.Heard heard -> Hearing.retiring(draft, state, heard);
      case Event.Halt(Cause cause) -> Ending.then(draft, state, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> Ending.then(draft, state, new After.Wait(), cause);
      case Event.Hasten(Cause cause) ->
          state.rest().left().isEmpty()
              ? part(draft, state.rest().own(), state.rest().after(), draft.cause())
              : Ending.kill(draft.because(cause), state.rest(), state.main());
      case Event.Go _,
          Event.Proved _,
          Event.Condemned _,
          Event.Hold _,
          Event.Spawned _,
          Event.SpawnRefused _,
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

  private static Draft saying(Draft draft, String what) {
    return draft.because(new Cause.Rule(what, draft.now(), draft.cause()));
  }

  private static Step goOn(Draft draft, Leaving.Retiring state) {
    Remains rest = state.rest();
    if (state.main().isPresent()) {
      return Ending.press(draft, rest, state.main().get());
    }
    return rest.left().isEmpty()
        ? conclude(draft, rest.own(), rest.after(), draft.cause())
        : Ending.clear(draft, rest);
  }

  /// Nothing of the run is left but what may be going on beside it; `cause` is why it ended.
  static Step conclude(Draft draft, RunId own, After after, Cause cause) {
    draft.because(cause);
    return draft.terms.beside()
        ? draft.become(new Leaving.Parting(Remains.nothing(own, after), true)).done()
        : tidy(draft, own, after);
  }

  /// As [#conclude], where nothing was begun that would have to be cleared away.
  static Step part(Draft draft, RunId own, After after, Cause cause) {
    draft.because(cause);
    return draft.terms.beside()
        ? draft.become(new Leaving.Parting(Remains.nothing(own, after), false)).done()
        : settle(draft, after, cause);
  }

  static Step parting(Draft draft, Leaving.Parting state, Event event) {
    Remains rest = state.rest();
    return switch (event) {
      case Event.Alone _ ->
          state.tidies()
              ? tidy(draft, rest.own(), rest.after())
              : settle(draft, rest.after(), draft.cause());
      case Event.Halt(Cause cause) -> Ending.then(draft, state, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> Ending.then(draft, state, new After.Wait(), cause);
      // What is beside it was killed already.
      case Event.Hasten _ -> draft.become(new Leaving.Parting(rest, false)).done();
      case Event.Go _,
          Event.Proved _,
          Event.Condemned _,
          Event.Hold _,
          Event.OfRun _,
          Event.Found _,
          Event.NotFound _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Adopted _,
          Event.Vanished _,
          Event.Due _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step tidy(Draft draft, RunId own, After after) {
    return draft.terms.spec().hooks().postStop().isEmpty()
        ? settle(draft, after, draft.cause())
        : draft.become(new Leaving.Tidying(Remains.nothing(own, after))).done();
  }

  static Step tidying(Draft draft, Leaving.Tidying state, Event event) {
    Remains rest = state.rest();
    return switch (event) {
      case Event.HooksDone _ -> settle(draft, rest.after(), draft.cause());
      case Event.HooksFailed(String what) -> {
        saying(draft, what);
        yield settle(draft, rest.after(), draft.cause());
      }
      case Event.Halt(Cause cause) -> Ending.then(draft, state, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> Ending.then(draft, state, new After.Wait(), cause);
      case Event.Hasten _ -> part(draft, rest.own(), rest.after(), draft.cause());
      case Event.Go _,
          Event.Proved _,
          Event.Condemned _,
          Event.Hold _,
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

  /// Nothing is left in the slot.
  private static Step settle(Draft draft, After after, Cause cause) {
    return switch (after) {
      case After.Stay _ -> draft.become(new State.Stopped()).because(cause).done();
      case After.Wait _ -> draft.become(new State.Waiting()).because(cause).done();
      case After.Fail _ -> draft.become(new State.Failed()).because(cause).done();
      case After.Judge(End end) -> Ending.judge(draft, end, cause);
    };
  }
}
