package dev.tend.core.world;

import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Requirement;
import dev.tend.core.spec.UnitName;
import java.util.function.Predicate;

/// Whether edges hold: what may start, and what may stop, as far as other units are concerned.
final class Conditions {
  private final Slots slots;

  Conditions(Slots slots) {
    this.slots = slots;
  }

  /// Whether everything that the slot's unit requires is as far as it must be.
  boolean clear(Slot slot) {
    for (Requirement edge : slot.spec().requires()) {
      if (!holds(edge)) {
        return false;
      }
    }
    return true;
  }

  /// Whether one edge holds. An instance that is not wanted up does not count, but one at least
  /// must be.
  boolean holds(Requirement edge) {
    return switch (edge.until()) {
      case STARTED -> wanted(edge.unit(), Slot::serving);
      case READY -> wanted(edge.unit(), Conditions::ready);
      case COMPLETED -> vacant(edge.unit()) && wanted(edge.unit(), Conditions::over);
      case COMPLETED_SUCCESSFULLY ->
          vacant(edge.unit()) && wanted(edge.unit(), Conditions::completed);
    };
  }

  private static boolean ready(Slot slot) {
    return slot.serving() && slot.ready();
  }

  private static boolean over(Slot slot) {
    return completed(slot) || slot.instance().state() instanceof State.Failed;
  }

  /// Whether nothing of the unit is alive, the instances that are on their way out included.
  private boolean vacant(UnitName unit) {
    return slots.of(unit).stream().noneMatch(Slot::occupied);
  }

  private static boolean completed(Slot slot) {
    return slot.instance().state() instanceof State.Completed;
  }

  private boolean wanted(UnitName unit, Predicate<Slot> condition) {
    boolean any = false;
    for (Slot slot : slots.of(unit)) {
      if (slot.removed() || !slot.wantedUp()) {
        continue;
      }
      if (!condition.test(slot)) {
        return false;
      }
      any = true;
    }
    return any;
  }

  /// Whether the unit as a whole goes down: no instance of it is to stay as it is.
  boolean goingDown(UnitName unit) {
    return slots.of(unit).stream().allMatch(Slot::leaving);
  }

  /// Whether the slot has to stay up yet, because instances that need its unit are on their way
  /// down and should be down first. One that is not on its way holds nothing up: edges never
  /// deadlock.
  boolean heldUp(Slot slot) {
    UnitName unit = slot.id.unit();
    if (!goingDown(unit)) {
      return false;
    }
    for (UnitName dependant : slots.dependants(unit)) {
      if (bindsWhileUp(dependant, unit)
          && slots.of(dependant).stream().anyMatch(Conditions::onItsWayDown)) {
        return true;
      }
    }
    return false;
  }

  private static boolean onItsWayDown(Slot slot) {
    return slot.occupied() && (slot.leaving() || slot.instance().state() instanceof Leaving);
  }

  /// Whether `dependant` needs `unit` for as long as it runs, and not only to start.
  boolean bindsWhileUp(UnitName dependant, UnitName unit) {
    return slots.requirements(dependant).stream()
        .filter(edge -> edge.unit().equals(unit))
        .anyMatch(edge ->
            switch (edge.until()) {
              case STARTED, READY -> true;
              case COMPLETED, COMPLETED_SUCCESSFULLY -> false;
            });
  }
}
