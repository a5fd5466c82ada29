package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which slots there are: those that the specs ask for, and those still on their way out.
final class Roster {
  private final Slots slots;
  private final Settlement settlement;
  private final Stage world;
  private final SortedMap<InstanceId, Slot> dismissed = new TreeMap<>();

  Roster(Slots slots, Settlement settlement, Stage world) {
    this.slots = slots;
    this.settlement = settlement;
    this.world = world;
  }

  /// Puts a spec in force for its unit: adds the slots that are missing and lets those go that are
  /// too many.
  ///
  /// @return the slots that are new
  List<Slot> define(ServiceSpec spec, Cause cause) {
    slots.define(spec);
    List<Slot> added = new ArrayList<>();
    for (int number = 1; number <= spec.instances(); number++) {
      InstanceId id = new InstanceId(spec.name(), number);
      var known = slots.find(id);
      if (known.isEmpty()) {
        added.add(add(id, spec, cause));
      } else if (known.get().removed()) {
        known.get().removed(false);
        dismissed.remove(id);
        added.add(known.get());
      }
    }
    for (Slot slot : slots.of(spec.name())) {
      if (slot.id.number() > spec.instances()) {
        dismiss(slot, cause);
      }
      settlement.touched(slot);
      world.accompany(slot);
    }
    return added;
  }

  /// A slot of its own for a run of an earlier daemon that no spec asks for; it is on its way out.
  Slot leftover(InstanceId id, Cause cause) {
    ServiceSpec spec =
        slots
            .spec(id.unit())
            .orElseGet(() -> ServiceSpec.of(id.unit().text(), "/bin/false").withInstances(0));
    slots.define(spec);
    Slot slot = add(id, spec, cause);
    dismiss(slot, cause);
    return slot;
  }

  private Slot add(InstanceId id, ServiceSpec spec, Cause cause) {
    Slot slot = new Slot(id, spec, cause);
    slots.add(slot);
    world.keepHours(slot);
    world.added();
    // A daemon that knew the unit may have died between the end of a process and that of its file.
    spec.pidFile()
        .map(file -> new Effect.ErasePid(file.of(id), OptionalInt.empty()))
        .ifPresent(world::effect);
    return slot;
  }

  /// Lets all slots of a unit go.
  void retire(UnitName unit, Cause cause) {
    slots.of(unit).forEach(slot -> dismiss(slot, cause));
    if (slots.of(unit).isEmpty()) {
      slots.undefine(unit);
    }
  }

  private void dismiss(Slot slot, Cause cause) {
    slot.removed(true);
    dismissed.put(slot.id, slot);
    slot.target(new Target.Down(cause));
    slot.order(new Order.None());
    settlement.touched(slot);
  }

  /// Forgets the slots that were let go and are down.
  ///
  /// @param configured whether a unit is still part of the configuration
  void sweep(Predicate<UnitName> configured) {
    List<Slot> gone =
        dismissed.values().stream()
            .filter(slot -> slot.instance().state() instanceof State.Stopped && slot.vacant())
            .toList();
    for (Slot slot : gone) {
      dismissed.remove(slot.id);
      slots.remove(slot);
      world.forget(slot);
      world.effect(new Effect.Retire(slot.id));
      UnitName unit = slot.id.unit();
      if (slots.of(unit).isEmpty() && !configured.test(unit)) {
        slots.undefine(unit);
      }
    }
    if (!gone.isEmpty()) {
      slots.relink();
    }
  }
}
