package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;

/// From a process that ended with success to one that it left, which a pid file names and which the
/// service is from then on: the same run, with one end.
///
/// ```
/// Exited(0) ─▶ Looking ─Found─▶ Starting
///                 └─▶ Awaiting ─LookAgain─▶ Looking
///                        └─▶ Clearing
/// ```
final class Handover {

  /// How soon a pid file is read again. The pauses grow with the time that has passed.
  static final Duration PAUSE_MIN = Duration.ofMillis(20);

  static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private Handover() {}

  /// What names the process that goes on after the one that was started. One that is followed was
  /// named before it ended.
  private static List<Detector.Naming> pidFiles(ServiceSpec spec) {
    return spec.follow().isPresent()
        ? List.of()
        : Seeking.naming(spec).stream().filter(Detector.PidFile.class::isInstance).toList();
  }

  /// Whether an end of the spawned process may leave the service behind, which goes on.
  static boolean mayFollow(State state, Event event, ServiceSpec spec) {
    boolean followed =
        (state instanceof Sought.Expecting && spec.follow().isPresent())
            || (state instanceof Alive && !pidFiles(spec).isEmpty());
    return followed
        && event instanceof Event.Exited(RunId _, Exit exit, boolean alone)
        && spec.succeeds(exit)
        && !alone;
  }

  /// The main process ended by itself, or its launcher did.
  static Step ended(Draft draft, Alive state, Event.Exited event, End end) {
    List<Detector.Naming> pidFiles = pidFiles(draft.terms.spec());
    if (!draft.terms.spec().succeeds(event.exit()) || pidFiles.isEmpty()) {
      return Ending.ended(draft, event.run(), event.exit(), event.alone(), new After.Judge(end));
    }
    draft.erasingPid();
    Ledger.LastExit exit = new Ledger.LastExit(event.run(), event.exit(), draft.now());
    if (event.alone()) {
      Ending.counted(draft, exit);
      return Seeking.look(draft, draft.terms.freshRun(), pidFiles, new Otherwise.Judge(end));
    }
    long now = draft.terms.now().monotonicNanos();
    return Seeking.look(
        draft,
        event.run(),
        pidFiles,
        new Otherwise.Await(state.main(), exit, end, state.startedNanos(), now));
  }

  /// What the launcher left is given until `start_within` to say which process is the service.
  ///
  /// @param notes what is wrong with what it has said so far
  static Step await(Draft draft, RunId run, Otherwise.Await await, List<String> notes) {
    Duration within = draft.terms.spec().start().within();
    long now = draft.terms.now().monotonicNanos();
    long until = await.startedNanos() + within.toNanos();
    if (now >= until) {
      return await.end().stable()
          ? Ending.vanished(draft, run, await.launcher(), new After.Judge(await.end()))
          : late(draft, run, await, within, notes);
    }
    Alarm again = lookAgain(now, await.sinceNanos(), until);
    return draft.become(new Sought.Awaiting(run, await, again, until)).done();
  }

  /// The next look, after a pause that grows with the time since the first one.
  static Alarm lookAgain(long now, long sinceNanos, long untilNanos) {
    long pause = Math.clamp((now - sinceNanos) / 2, PAUSE_MIN.toNanos(), PAUSE_MAX.toNanos());
    return new Alarm(Math.min(now + pause, untilNanos), new Event.LookAgain());
  }

  private static Step late(
      Draft draft, RunId run, Otherwise.Await await, Duration within, List<String> notes) {
    Cause exited = Ending.counted(draft, await.launcher());
    String rule =
        "no pid file named a living process within start_within ("
            + DurationText.of(within)
            + ")"
            + Seeking.told(notes);
    End failed = new End(false, false, Living.uptime(draft, await.startedNanos()));
    draft.because(new Cause.Rule(rule, draft.now(), exited));
    return Ending.clear(draft, Remains.of(run, new After.Judge(failed)));
  }

  static Step awaiting(Draft draft, Sought.Awaiting state, Event event) {
    Otherwise.Await launcher = state.launcher();
    return switch (event) {
      case Event.LookAgain _ ->
          Following.trail(draft, launcher.spawned())
              .map(trail ->
                  Seeking.look(draft, new Search(state.own(), draft.terms.id(), trail), launcher))
              .orElseGet(
                  () -> Seeking.look(draft, state.own(), pidFiles(draft.terms.spec()), launcher));
      case Event.TreeEmpty _ -> {
        Ending.counted(draft, launcher.launcher());
        if (draft.terms.spec().follow().isPresent()) {
          yield Following.nobody(draft, state.own(), launcher.end());
        }
        yield Seeking.look(
            draft,
            draft.terms.freshRun(),
            pidFiles(draft.terms.spec()),
            new Otherwise.Judge(launcher.end()));
      }
      case Event.Halt(Cause cause) -> leave(draft, state, new After.Stay(), cause);
      case Event.Renew(Cause cause) -> leave(draft, state, new After.Wait(), cause);
      case Event.BecameReady(RunId _, String how) -> draft.saying(draft.said().ready(how)).done();
      case Event.Heard heard -> Hearing.noted(draft, heard);
      case Event.Go _,
          Event.Hold _,
          Event.Hasten _,
          Event.Spawned _,
          Event.SpawnRefused _,
          Event.Exited _,
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

  private static Step leave(Draft draft, Sought.Awaiting state, After after, Cause cause) {
    Ending.counted(draft, state.launcher().launcher());
    return Ending.clear(draft.because(cause), Remains.of(state.own(), after));
  }
}
