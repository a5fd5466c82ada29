package dev.tend.core.world;

import dev.tend.core.companion.Companion;

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
}
