package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finding out whether a service is up without a process of ours, before it is started; and what
/// follows from the answers, those to [Handover] and [Following] too.
///
/// ```
/// Go ─▶ Looking ─Found─▶ Starting
///          └─▶ Asking ─no─▶ Launching
///                 └─yes─▶ Elsewhere
/// ```
///
/// Looking is answered before anything else in the next turn, as a spawn is. Nothing is looked at
/// but for a start and within `start_within`: who is up elsewhere is not watched.
final class Seeking {

  private Seeking() {}

  /// Starts the instance, once no detector says that it is up.
  static Step begin(Draft draft) {
    List<Detector.Naming> naming = naming(draft.terms.spec());
    return naming.isEmpty()
        ? ask(draft)
        : look(draft, draft.terms.freshRun(), naming, new Otherwise.Start());
  }

  static List<Detector.Naming> naming(ServiceSpec spec) {
    return spec.detectors().stream()
        .filter(Detector.Naming.class::isInstance)
        .map(Detector.Naming.class::cast)
        .toList();
  }

  static Step look(Draft draft, RunId run, List<Detector.Naming> detectors, Otherwise otherwise) {
    return look(draft, new Search(run, draft.terms.id(), detectors), otherwise);
  }

  static Step look(Draft draft, Search search, Otherwise otherwise) {
    return draft
        .become(new Sought.Looking(search.run(), otherwise))
        .effect(new Effect.Look(search, otherwise.follows()))
        .done();
  }

  static Step looking(Draft draft, Sought.Looking state, Event event) {
    return switch (event) {
      case Event.Found(RunId run, ProcessRef process, String how) ->
          found(draft, state.otherwise(), run, process, how);
      case Event.NotFound(RunId run, List<String> notes) ->
          notFound(noting(draft, notes), state.otherwise(), run, notes);
      case Event.Heard heard -> Hearing.noted(draft, heard);
      case Event.Go _,
          Event.Hold _,
          Event.Halt _,
          Event.Renew _,
          Event.Hasten _,
          Event.UpElsewhere _,
          Event.HooksDone _,
          Event.HooksFailed _,
          Event.Alone _,
          Event.Proved _,
          Event.Condemned _,
          Event.Spawned _,
          Event.SpawnRefused _,
          Event.Exited _,
          Event.TreeEmpty _,
          Event.BecameReady _,
          Event.Adopted _,
          Event.Vanished _,
          Event.Due _ ->
          throw Draft.impossible(state, event);
    };
  }

  private static Step found(
      Draft draft, Otherwise otherwise, RunId run, ProcessRef process, String how) {
    boolean follows = otherwise.follows();
    String what =
        switch (otherwise) {
          case Otherwise.Await _ -> how + ", which goes on after the process that was started";
          case Otherwise.Expect(ProcessRef spawned, long _) ->
              how
                  + (process.equals(spawned) ? ", the process" : ", in place of the process")
                  + " that was started";
          case Otherwise.Start _, Otherwise.Judge _ ->
              how + ", which was running already and was taken over";
        };
    long since =
        switch (otherwise) {
          case Otherwise.Await await -> await.startedNanos();
          case Otherwise.Expect(ProcessRef _, long startedNanos) -> startedNanos;
          case Otherwise.Start _, Otherwise.Judge _ -> draft.terms.now().monotonicNanos();
        };
    Readiness readiness = draft.terms.spec().start().readiness();
    // Who was running already, said so to somebody else; and a launcher's child may have been fast.
    boolean proved =
        follows
            ? draft.said().readyBy().isPresent() && saysSo(readiness)
            : !readiness.equals(Readiness.UPTIME);
    if (!follows) {
      // Nobody has told it that it has to say that it is alive.
      draft.saying(Said.NOTHING.ticking(Optional.of(Duration.ZERO)));
    }
    State state =
        proved
            ? Living.proved(draft, run, process, since)
            : new Alive.Starting(run, process, since, Living.due(draft));
    return draft
        .become(state)
        .adopted(!follows)
        .because(new Cause.Rule(what, draft.now(), draft.cause()))
        .writingPid(process)
        .done();
  }

  /// Whether the word of the process is enough; where probes say it, it is not.
  private static boolean saysSo(Readiness readiness) {
    return !readiness.equals(Readiness.UPTIME) && !readiness.equals(Readiness.PROBED);
  }

  /// What each look finds anew is said once.
  private static Draft noting(Draft draft, List<String> notes) {
    String said = String.join("; ", notes);
    return notes.isEmpty() || draft.cause().sentence().equals(said)
        ? draft
        : draft.because(new Cause.Rule(said, draft.now(), draft.cause()));
  }

  /// The same, to go on after a sentence.
  static String told(List<String> notes) {
    return notes.isEmpty() ? "" : ": " + String.join("; ", notes);
  }

  private static Step notFound(Draft draft, Otherwise otherwise, RunId run, List<String> notes) {
    return switch (otherwise) {
      case Otherwise.Start _ -> ask(draft);
      case Otherwise.Judge(End end) ->
          Farewell.conclude(draft, over(draft, run), new After.Judge(end), draft.cause());
      case Otherwise.Await await -> Handover.await(draft, run, await, notes);
      case Otherwise.Expect expect -> Following.again(draft, run, expect, notes);
    };
  }

  /// The run that is over; the one that was looked for another is none.
  private static RunId over(Draft draft, RunId looked) {
    return draft.ledger().lastExit().map(Ledger.LastExit::run).orElse(looked);
  }

  /// Has the detectors that are commands asked; if there are none, nothing says that it is up.
  private static Step ask(Draft draft) {
    RunId run = draft.terms.freshRun();
    return draft.terms.spec().detectors().stream()
            .anyMatch(Detector.CommandSucceeds.class::isInstance)
        ? draft.become(new Sought.Asking(run)).done()
        : clear(draft, run);
  }

  /// Nothing says that it is up; what it requires may have changed since the start was asked for.
  private static Step clear(Draft draft, RunId run) {
    return draft.terms.clear() ? Lifecycle.prepare(draft, run) : Lifecycle.hold(draft);
  }

  static Step asking(Draft draft, Sought.Asking state, Event event) {
    return switch (event) {
      case Event.NotFound(RunId _, List<String> notes) -> clear(noting(draft, notes), state.own());
      case Event.UpElsewhere(String rule) ->
          draft
              .become(new State.Elsewhere())
              .because(new Cause.Rule(rule, draft.now(), draft.cause()))
              .done();
      case Event.Halt(Cause cause) -> Farewell.part(draft, state.own(), new After.Stay(), cause);
      case Event.Renew(Cause cause) -> Farewell.part(draft, state.own(), new After.Wait(), cause);
      case Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.OfRun _,
          Event.Found _,
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
}
