package dev.tend.core.companion;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.probe.Answered;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.Pace;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.probe.ProbeTally;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks about a living process, again and again, and says what the answers come to.
///
/// While an instance starts, its startup probe is asked until it holds, then its readiness probe
/// until that does; then the start has succeeded. Of one that runs, the two others are asked, each
/// by a companion of its own. A look is left to the prober, which keeps the timeout; a command is a
/// run. No question is asked before the last one is answered.
///
/// @param kind which probe is being asked
/// @param tally what the answers come to; of a probe about a running instance it begins as holding
/// @param asked how many questions there were
/// @param latest the last answers, oldest first
public record Probing(
    Duty duty,
    ProbeKind kind,
    Probe probe,
    ProbeTally tally,
    Phase phase,
    long asked,
    List<Answered> latest)
    implements Companion {

  public Probing {
    latest = List.copyOf(latest);
  }

  /// What it is doing.
  public sealed interface Phase {

    /// The next question is due then.
    record Pausing(long nextNanos) implements Phase {}

    /// The prober was asked.
    record Looking(AskId ask, long begunNanos) implements Phase {}

    /// A command runs, or what is left of it is being killed.
    ///
    /// @param words what it has written, as far as the kernel told
    /// @param counted whether its answer has been counted
    record Running(Errand errand, long begunNanos, String words, boolean counted) implements Phase {
      Running with(Errand next) {
        return new Running(next, begunNanos, words, counted);
      }
    }
  }

  /// Of an instance that starts.
  static Act prove(Duty.Prove duty, Terms terms) {
    boolean startup = duty.probes().startup().isPresent();
    return startup
        ? prove(duty, ProbeKind.STARTUP, duty.probes().startup().orElseThrow(), new Doing(terms))
        : prove(
            duty, ProbeKind.READINESS, duty.probes().readiness().orElseThrow(), new Doing(terms));
  }

  private static Act prove(Duty.Prove duty, ProbeKind kind, Probe template, Doing doing) {
    Probe probe = template.of(doing.terms.id());
    Duration first = Pace.firstOfStart(probe, doing.terms.id(), kind);
    long next = doing.now().nanosAfter(first);
    return doing.done(fresh(duty, kind, probe, ProbeTally.FRESH, next));
  }

  /// Of one that runs.
  static Act attend(Duty.Attend duty, Terms terms) {
    Doing doing = new Doing(terms);
    Probe probe = duty.probe().of(terms.id());
    Duration first = Pace.firstOfRun(probe, terms.id(), duty.kind());
    long next = Pace.step(probe, doing.now().nanosAfter(first));
    long least = doing.now().nanosAfter(Pace.delay(probe, duty.kind()));
    return doing.done(fresh(duty, duty.kind(), probe, ProbeTally.HOLDING, Math.max(next, least)));
  }

  private static Probing fresh(
      Duty duty, ProbeKind kind, Probe probe, ProbeTally tally, long nextNanos) {
    return new Probing(duty, kind, probe, tally, new Phase.Pausing(nextNanos), 0, List.of());
  }

  /// Whether the instance does its work, as far as this probe knows.
  public boolean ready() {
    return kind != ProbeKind.READINESS || tally.holds();
  }

  @Override
  public List<Errand> errands() {
    return phase instanceof Phase.Running running ? List.of(running.errand()) : List.of();
  }

  @Override
  public Optional<Coming> coming() {
    return switch (phase) {
      case Phase.Pausing(long next) ->
          Optional.of(new Coming(next, "its " + kind.text() + " probe is made"));
      case Phase.Looking _ -> Optional.empty();
      case Phase.Running(Errand errand, long _, String _, boolean _) ->
          Optional.of(new Coming(errand.dueNanos(), prospect(errand)));
    };
  }

  @Override
  public String prospect(Errand errand) {
    return errand.result().isEmpty()
        ? "its " + kind.text() + " probe is killed if it has not ended"
        : "what is left of its " + kind.text() + " probe is killed once more";
  }

  @Override
  public Act rings(Terms terms) {
    Doing doing = new Doing(terms);
    return switch (phase) {
      case Phase.Pausing _ -> ask(doing);
      case Phase.Running running -> overdue(running, doing);
      case Phase.Looking _ -> doing.done(this);
    };
  }

  private Act ask(Doing doing) {
    long now = doing.now().monotonicNanos();
    Phase next =
        switch (probe.check()) {
          case Check.Look look -> {
            AskId ask = new AskId(doing.terms.id(), duty.own(), kind, asked + 1);
            doing.effect(new Effect.Ask(ask, look, probe.timeout()));
            yield new Phase.Looking(ask, now);
          }
          case Check.Exec(Command command) ->
              new Phase.Running(
                  Errand.begin(
                      doing,
                      plan(command, doing.terms),
                      kind.text() + " probe",
                      probe.timeout(),
                      false),
                  now,
                  "",
                  false);
        };
    return doing.done(new Probing(duty, kind, probe, tally, next, asked + 1, latest));
  }

  private static LaunchPlan plan(Command command, Terms terms) {
    Launch own = terms.spec().launch();
    Launch launch = new Launch(command, own.directory(), own.user(), own.env(), own.inherit());
    return LaunchPlan.heard(terms.freshRun(), RunKind.PROBE, terms.id(), launch);
  }

  @Override
  public Act takes(Event.OfRun event, Terms terms) {
    Doing doing = new Doing(terms);
    if (!(phase instanceof Phase.Running running)) {
      return doing.done(this);
    }
    return switch (running.errand().takes(event, doing)) {
      case Errand.Progress.Going(Errand errand) -> doing.done(with(running.with(errand)));
      case Errand.Progress.Over(Errand.Result result) -> {
        Phase pause = pause(running.begunNanos(), doing);
        yield running.counted()
            ? doing.done(with(pause))
            : count(finding(result, running.words()), pause, doing);
      }
    };
  }

  /// Its time is over, and it is killed; when it has gone, that is an answer. One that does not go
  /// has answered too, when it is killed once more.
  private Act overdue(Phase.Running running, Doing doing) {
    boolean stays = running.errand().result().isPresent() && !running.counted();
    Errand errand = running.errand().rings(doing);
    Phase next =
        new Phase.Running(
            errand, running.begunNanos(), running.words(), running.counted() || stays);
    return stays
        ? count(finding(new Errand.Result.TimedOut(), running.words()), next, doing)
        : doing.done(with(next));
  }

  /// What its command has written.
  public Probing hears(String words) {
    return phase instanceof Phase.Running(Errand errand, long begun, String _, boolean counted)
        ? with(new Phase.Running(errand, begun, words, counted))
        : this;
  }

  /// The prober answers. An answer to another question than the present one came too late.
  public Act answered(AskId ask, Finding finding, Terms terms) {
    Doing doing = new Doing(terms);
    return phase instanceof Phase.Looking(AskId open, long begun) && open.equals(ask)
        ? count(finding, pause(begun, doing), doing)
        : doing.done(this);
  }

  /// The question that the prober has not answered.
  public Optional<AskId> open() {
    return phase instanceof Phase.Looking(AskId ask, long _) ? Optional.of(ask) : Optional.empty();
  }

  private Phase pause(long begunNanos, Doing doing) {
    long next =
        duty instanceof Duty.Prove
            ? begunNanos + Pace.whileStarting(probe).toNanos()
            : Pace.step(probe, begunNanos + probe.every().toNanos());
    return new Phase.Pausing(Math.max(next, doing.now().monotonicNanos()));
  }

  private Finding finding(Errand.Result result, String words) {
    String last = Finding.lastLine(words);
    return switch (result) {
      case Errand.Result.Ended(var exit) ->
          new Finding(exit.success(), exit.sentence(), exit.success() ? "" : last);
      case Errand.Result.Refused(var fault) -> Finding.bad("could not be made", fault.sentence());
      case Errand.Result.TimedOut _ -> late(last);
      case Errand.Result.Cut _ -> Finding.bad("was cut off");
    };
  }

  private Finding late(String words) {
    return Finding.bad(Finding.late("did not end", probe.timeout()).what(), words);
  }

  private Act count(Finding finding, Phase next, Doing doing) {
    ProbeTally counted = tally.after(finding.ok(), probe);
    Answered answer = new Answered(kind, doing.now().wall(), finding);
    List<Answered> answers = new ArrayList<>(latest);
    answers.add(answer);
    while (answers.size() > Answered.KEPT_MAX) {
      answers.removeFirst();
    }
    Probing after = new Probing(duty, kind, probe, counted, next, asked, answers);
    if (duty instanceof Duty.Prove prove) {
      return counted.holds() ? after.proved(prove, answer, doing) : doing.done(after);
    }
    if (counted.holds() != tally.holds()) {
      after.turned(answer, doing);
    }
    return doing.done(after);
  }

  /// After the startup probe it is the readiness probe's turn, if there is one.
  private Act proved(Duty.Prove prove, Answered answer, Doing doing) {
    Optional<Probe> readiness = prove.probes().readiness();
    if (kind == ProbeKind.STARTUP && readiness.isPresent()) {
      return prove(prove, ProbeKind.READINESS, readiness.get(), doing);
    }
    doing.tell(new Event.Proved(duty.own(), answer.sentence()));
    return doing.done(this);
  }

  /// What held holds no longer, or again.
  private void turned(Answered answer, Doing doing) {
    String what = tally.holds() ? answer.sentence() : Answered.failure(latest, tally.failures());
    if (kind == ProbeKind.READINESS) {
      doing.remark(tally.holds() ? "ready" : "not_ready", what, duty.own());
    } else if (duty instanceof Duty.Attend attend) {
      Duration uptime = Duration.ofNanos(doing.now().monotonicNanos() - attend.startedNanos());
      Cause cause = new Cause.Observed(what, doing.now().wall());
      doing.tell(new Event.Condemned(duty.own(), new End(false, true, uptime), cause));
    }
  }

  private Probing with(Phase next) {
    return new Probing(duty, kind, probe, tally, next, asked, latest);
  }
}
