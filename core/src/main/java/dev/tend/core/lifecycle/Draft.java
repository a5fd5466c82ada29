package dev.tend.core.lifecycle;

import dev.tend.core.cause.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A step while it is being made: starts as no change at all.
final class Draft {
  final Instance before;
  final Terms terms;
  private final List<Effect> effects = new ArrayList<>();
  private State state;
  private Ledger ledger;
  private Cause cause;
  private boolean adopted;

  Draft(Instance before, Terms terms) {
    this.before = before;
    this.terms = terms;
    this.state = before.state();
    this.ledger = before.ledger();
    this.cause = before.cause();
    this.adopted = before.adopted();
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

  Draft effect(Effect effect) {
    effects.add(effect);
    return this;
  }

  Ledger ledger() {
    return ledger;
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
    return new Step(new Instance(state, ledger, since, cause, adopted), effects);
  }

  /// What nobody may cause: a defect of ours, which fails a simulated seed, and in production this
  /// unit's turn.
  static IllegalStateException impossible(State state, Event event) {
    return new IllegalStateException("impossible in " + state + ": " + event);
  }
}
