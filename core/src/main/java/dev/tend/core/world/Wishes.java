package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Sets what instances should be, along the edges: a start pulls what is required, a stop or
/// restart takes along what requires.
final class Wishes {
  private final Slots slots;
  private final Conditions conditions;
  private final Settlement settlement;
  private final Jobs jobs;

  Wishes(Slots slots, Conditions conditions, Settlement settlement, Jobs jobs) {
    this.slots = slots;
    this.conditions = conditions;
    this.settlement = settlement;
    this.jobs = jobs;
  }

  /// Wants these up, and what they require or want. `may` can leave a required instance as it is:
  /// one that an operator stopped is not started because the daemon starts.
  SortedSet<InstanceId> up(Collection<Slot> chosen, Cause cause, Predicate<Slot> may) {
    SortedSet<InstanceId> touched = new TreeSet<>();
    Set<UnitName> seen = new HashSet<>();
    for (Slot slot : chosen) {
      raise(slot, cause, touched);
      pull(slot.id.unit(), cause, may, seen, touched);
    }
    return touched;
  }

  /// Wants up what these require or want, and leaves themselves as they are.
  void pull(Collection<Slot> chosen, Cause cause, Predicate<Slot> may) {
    Set<UnitName> seen = new HashSet<>();
    chosen.forEach(slot -> pull(slot.id.unit(), cause, may, seen, new TreeSet<>()));
  }

  /// The same for a unit that may have no instance.
  void pull(UnitName unit, Cause cause, Predicate<Slot> may) {
    pull(unit, cause, may, new HashSet<>(), new TreeSet<>());
  }

  private void pull(
      UnitName unit,
      Cause cause,
      Predicate<Slot> may,
      Set<UnitName> seen,
      SortedSet<InstanceId> touched) {
    boolean closed = slots.of(unit).stream().noneMatch(slot -> slot.hours().open());
    if (!seen.add(unit) || closed) {
      // Who is outside its window needs nobody.
      return;
    }
    for (Edge edge : slots.edges(unit)) {
      String how =
          switch (edge) {
            case Edge.Requires _ -> " requires it";
            case Edge.Wants _ -> " wants it";
            case Edge.After _ -> "";
          };
      if (how.isEmpty()) {
        continue;
      }
      Cause pulled = new Cause.Rule(unit + how, cause.at(), cause);
      if (jobs.has(edge.unit())) {
        new JobWishes(jobs).pull(edge.unit(), slots.of(edge.unit()).stream().allMatch(may), pulled);
        pull(edge.unit(), pulled, may, seen, touched);
        continue;
      }
      for (Slot slot : slots.of(edge.unit())) {
        boolean down = !slot.wished() || slot.instance().state() instanceof State.Failed;
        if (down && !slot.removed() && may.test(slot)) {
          raise(slot, pulled, touched);
        }
      }
      pull(edge.unit(), pulled, may, seen, touched);
    }
  }

  private void raise(Slot slot, Cause cause, SortedSet<InstanceId> touched) {
    boolean ends = slot.instance().state() instanceof Leaving;
    boolean stays = slot.occupied() && !ends;
    if (stays && slot.wantedUp() && !(slot.order() instanceof Order.Renew)) {
      return;
    }
    slot.target(new Target.Up(cause));
    if (!stays && slot.hours() instanceof Hours.Closed(Cause _, String outside)) {
      // It comes up when its window opens, and not by this.
      slot.excuse(new Cause.Rule(outside, cause.at(), cause));
    } else {
      touched.add(slot.id);
      if (!stays) {
        slot.order(new Order.Try(cause));
      }
    }
    settlement.touched(slot);
  }

  /// Wants these down. Units that need one of theirs go down before it, and come back with it.
  SortedSet<InstanceId> down(Collection<Slot> chosen, Cause cause) {
    SortedSet<InstanceId> touched = new TreeSet<>();
    for (Slot slot : chosen) {
      boolean down = !slot.wished() && slot.instance().state() instanceof State.Stopped;
      if (!down) {
        touched.add(slot.id);
      }
      if (!down && !slot.hours().open()) {
        slot.excuse(cause);
      }
      slot.target(new Target.Down(cause));
      slot.order(new Order.None());
      settlement.touched(slot);
    }
    units(chosen).forEach(unit -> push(unit, false, cause, touched));
    return touched;
  }

  /// Wants these up with a new process. Units that need one of theirs are renewed with it, in
  /// order.
  SortedSet<InstanceId> renew(Collection<Slot> chosen, Cause cause, Predicate<Slot> may) {
    SortedSet<InstanceId> touched = new TreeSet<>();
    for (Slot slot : chosen) {
      renew(slot, cause, touched);
    }
    units(chosen).forEach(unit -> push(unit, true, cause, touched));
    touched.addAll(up(chosen, cause, may));
    return touched;
  }

  private void renew(Slot slot, Cause cause, SortedSet<InstanceId> touched) {
    if (!slot.wished()) {
      slot.target(new Target.Up(cause));
    }
    if (slot.hours().open()) {
      slot.order(slot.occupied() ? new Order.Renew(cause) : new Order.Try(cause));
    }
    touched.add(slot.id);
    settlement.touched(slot);
  }

  /// All of `unit` goes down: what needs it while it runs does first.
  void takeAlong(UnitName unit, Cause cause) {
    push(unit, false, cause, new TreeSet<>());
  }

  /// What needs `unit` while it runs goes down first, if all of `unit` goes.
  private void push(UnitName unit, boolean comesBack, Cause cause, SortedSet<InstanceId> touched) {
    if (!conditions.goingDown(unit)) {
      return;
    }
    for (UnitName dependant : slots.dependants(unit)) {
      if (!conditions.takesAlong(unit, dependant, comesBack)) {
        continue;
      }
      String how = comesBack ? "is being restarted" : "is being stopped";
      Cause taken = new Cause.Edge(unit, how, cause.at(), Optional.of(cause));
      boolean any = false;
      for (Slot slot : slots.of(dependant)) {
        if (slot.occupied() && !slot.leaving()) {
          slot.order(new Order.Renew(taken));
          touched.add(slot.id);
          settlement.touched(slot);
          any = true;
        }
      }
      if (any) {
        push(dependant, comesBack, taken, touched);
      }
    }
  }

  private static Set<UnitName> units(Collection<Slot> chosen) {
    Set<UnitName> units = new TreeSet<>();
    chosen.forEach(slot -> units.add(slot.id.unit()));
    return units;
  }
}
