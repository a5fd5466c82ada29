package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether edges hold: what may start, and what may stop, as far as other units are concerned.
final class Conditions {
  private final Slots slots;
  private final Jobs jobs;
  private final Prospects prospects;

  Conditions(Slots slots, Jobs jobs) {
    this.slots = slots;
    this.jobs = jobs;
    this.prospects = new Prospects(this);
  }

  /// Whether no edge of the slot's unit keeps it from starting.
  boolean clear(Slot slot) {
    return obstacle(slot).isEmpty();
  }

  /// The first edge of the slot's unit that keeps it from starting.
  Optional<Edge> obstacle(Slot slot) {
    for (Edge edge : slot.spec().edges()) {
      if (!holds(edge)) {
        return Optional.of(edge);
      }
    }
    return Optional.empty();
  }

  /// Whether an edge lets its unit start.
  boolean holds(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName unit, Until until, boolean _) -> met(unit, until);
      case Edge.Wants _ -> true;
      case Edge.After(UnitName unit, Until until) -> !prospects.awaited(unit, until);
    };
  }

  /// Whether a unit has come so far. An instance that is not wanted up does not count, but one at
  /// least must be.
  boolean met(UnitName unit, Until until) {
    Optional<JobState> job = jobs.state(unit);
    if (job.isPresent()) {
      return met(unit, job.get(), until);
    }
    List<Slot> wanted = wanted(unit);
    return !wanted.isEmpty()
        && (until.lasts() || vacant(unit))
        && wanted.stream().allMatch(slot -> met(slot, until));
  }

  /// A job is ready when it has done its work: that is what it is there for.
  private boolean met(UnitName unit, JobState job, Until until) {
    return switch (until) {
      case STARTED -> job.complete() || slots.of(unit).stream().anyMatch(Slot::serving);
      case READY, COMPLETED_SUCCESSFULLY -> job.complete();
      case COMPLETED -> job.over();
    };
  }

  /// The job of that name, if it is one.
  Optional<JobState> job(UnitName unit) {
    return jobs.state(unit);
  }

  static boolean met(Slot slot, Until until) {
    return switch (until) {
      case STARTED -> slot.serving();
      case READY -> slot.serving() && slot.ready();
      case COMPLETED -> completed(slot) || slot.instance().state() instanceof State.Failed;
      case COMPLETED_SUCCESSFULLY -> completed(slot);
    };
  }

  private static boolean completed(Slot slot) {
    return slot.instance().state() instanceof State.Completed;
  }

  /// Whether nothing of the unit is alive, the instances that are on their way out included.
  private boolean vacant(UnitName unit) {
    return slots.of(unit).stream().noneMatch(Slot::occupied);
  }

  List<Slot> wanted(UnitName unit) {
    return slots.of(unit).stream().filter(slot -> !slot.removed() && slot.wantedUp()).toList();
  }

  /// Whether the unit as a whole goes down: no instance of it is to stay as it is.
  boolean goingDown(UnitName unit) {
    return slots.of(unit).stream().allMatch(Slot::leaving);
  }

  /// Whether the slot has to stay up yet, because instances that come after its unit are on their
  /// way down and should be down first. One that is not on its way holds nothing up: edges never
  /// deadlock.
  boolean heldUp(Slot slot) {
    UnitName unit = slot.id.unit();
    return goingDown(unit)
        && slots.dependants(unit).stream().anyMatch(dependant -> isInFront(dependant, unit));
  }

  /// The units that hold it up so.
  List<UnitName> inFront(Slot slot) {
    UnitName unit = slot.id.unit();
    return goingDown(unit)
        ? slots.dependants(unit).stream().filter(other -> isInFront(other, unit)).toList()
        : List.of();
  }

  private boolean isInFront(UnitName dependant, UnitName unit) {
    return slots.of(dependant).stream().anyMatch(Conditions::onItsWayDown)
        && has(dependant, unit, Conditions::orders);
  }

  private static boolean onItsWayDown(Slot slot) {
    return slot.occupied() && (slot.leaving() || slot.instance().state() instanceof Leaving);
  }

  /// Whether it makes the one come up after the other, and so go down before it.
  private static boolean orders(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName _, Until until, boolean _) -> until.lasts();
      case Edge.Wants _ -> false;
      case Edge.After(UnitName _, Until until) -> until.lasts();
    };
  }

  /// Whether `dependant` goes down with `unit`: it needs it for as long as it runs, and not only to
  /// start.
  ///
  /// @param comesBack whether `unit` only goes to come back
  boolean takesAlong(UnitName unit, UnitName dependant, boolean comesBack) {
    return has(
        dependant,
        unit,
        edge ->
            edge instanceof Edge.Requires(UnitName _, Until until, boolean restart)
                && until.lasts()
                && (restart || !comesBack));
  }

  private boolean has(UnitName from, UnitName to, Predicate<Edge> kind) {
    return slots.edges(from).stream().anyMatch(edge -> edge.unit().equals(to) && kind.test(edge));
  }
}
