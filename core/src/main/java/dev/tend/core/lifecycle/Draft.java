package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A step while it is being made: starts as no change at all.
final class Draft {
  final Instance before;
  final Terms terms;
  private final List<Effect> effects = new ArrayList<>();
  private State state;
  private Ledger ledger;
  private Cause cause;
  private boolean adopted;
  private Said said;

  Draft(Instance before, Terms terms) {
    this.before = before;
    this.terms = terms;
    this.state = before.state();
    this.ledger = before.ledger();
    this.cause = before.cause();
    this.adopted = before.adopted();
    this.said = before.said();
  }

  Draft become(State next) {
    this.state = next;
    return this;
  }

  Draft because(Cause why) {
    this.cause = why;
    return this;
  }

  Draft counting(Ledger next) {
    this.ledger = next;
    return this;
  }

  Draft adopted(boolean fromEarlierDaemon) {
    this.adopted = fromEarlierDaemon;
    return this;
  }

  Draft saying(Said next) {
    this.said = next;
    return this;
  }

  Draft effect(Effect effect) {
    effects.add(effect);
    return this;
  }

  /// Says in the pid file, if there is to be one, which process the main one is.
  Draft writingPid(ProcessRef main) {
    terms
        .spec()
        .pidFile()
        .map(file -> file.of(terms.id()))
        .ifPresent(path -> {
          boolean writtenByItself =
              terms.spec().detectors().stream()
                  .anyMatch(detector ->
                      detector instanceof Detector.PidFile(InstancePath file)
                          && file.of(terms.id()).equals(path));
          effect(new Effect.WritePid(terms.id(), path, main.pid(), writtenByItself));
        });
    return this;
  }

  /// The main process is gone, and with it the pid file that names it.
  Draft erasingPid() {
    Optional<String> path = terms.spec().pidFile().map(file -> file.of(terms.id()));
    OptionalInt pid = before.state().process().stream().mapToInt(main -> main.pid()).findFirst();
    path.ifPresent(known -> effect(new Effect.ErasePid(known, pid)));
    return this;
  }

  Ledger ledger() {
    return ledger;
  }

  Said said() {
    return said;
  }

  Cause cause() {
    return cause;
  }

  /// An alarm `delay` from now.
  Alarm in(Duration delay, Event.Due event) {
    return new Alarm(terms.now().nanosAfter(delay), event);
  }

  Instant now() {
    return terms.now().wall();
  }

  Step done() {
    Instant since = state.name() == before.state().name() ? before.since() : now();
    return new Step(new Instance(state, ledger, since, cause, adopted, said), effects);
  }

  /// What nobody may cause: a defect of ours, which fails a simulated seed, and in production this
  /// unit's turn.
  static IllegalStateException impossible(State state, Event event) {
    return new IllegalStateException("impossible in " + state + ": " + event);
  }
}
