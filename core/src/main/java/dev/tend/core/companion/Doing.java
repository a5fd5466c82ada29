package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.RunId;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An act while it is being made: starts as nothing done.
final class Doing {
  final Terms terms;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Event> told = new ArrayList<>();
  private final List<Act.Remark> remarks = new ArrayList<>();

  Doing(Terms terms) {
    this.terms = terms;
  }

  Moment now() {
    return terms.now();
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void tell(Event event) {
    told.add(event);
  }

  void remark(String type, String sentence, RunId run) {
    remarks.add(new Act.Remark(type, sentence, run, Optional.empty()));
  }

  void remark(String type, String sentence, Errand errand) {
    remarks.add(new Act.Remark(type, sentence, errand.run(), errand.hook()));
  }

  Act done(Companion companion) {
    return new Act(companion, effects, told, remarks);
  }
}
