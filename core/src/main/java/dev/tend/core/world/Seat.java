package dev.tend.core.world;

import dev.tend.core.companion.Companion;
import dev.tend.core.companion.Probing;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;

/// A place beside an instance in its slot, for one companion and what is left of it.
final class Seat {
  final Bell bell;
  private Companion companion;

  Seat(Bell bell, Companion companion) {
    this.bell = bell;
    this.companion = companion;
  }

  Companion companion() {
    return companion;
  }

  void companion(Companion next) {
    companion = next;
  }

  /// One of its commands has written this.
  void hears(String words) {
    if (companion instanceof Probing probing) {
      companion = probing.hears(words);
    }
  }

  /// Whether an end is nobody else's business: a probe that succeeds again and again would fill the
  /// history with nothing.
  boolean keepsToItself(Event event) {
    return companion instanceof Probing
        && event instanceof Event.Exited(RunId _, Exit exit, boolean _)
        && exit.success();
  }
}
