package dev.tend.core.world;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the next daemon would find noted about each instance; tells what of it a turn changed.
final class Standings {
  private final Slots slots;
  private final Predicate<InstanceId> rolls;
  private final Map<InstanceId, Standing> noted = new HashMap<>();
  private final Map<UnitName, Printed> prints = new HashMap<>();
  private final SortedSet<UnitName> touched = new TreeSet<>();

  /// A spec that was made a fingerprint of, which costs more than to compare it.
  private record Printed(ServiceSpec spec, Fingerprint print) {}

  /// @param rolls whether an instance waits for its turn in a rolling restart
  Standings(Slots slots, Predicate<InstanceId> rolls) {
    this.slots = slots;
    this.rolls = rolls;
  }

  /// An earlier daemon noted this.
  void found(InstanceId id, Standing standing) {
    noted.put(id, standing);
  }

  /// Something about the unit may have changed.
  void touched(UnitName unit) {
    touched.add(unit);
  }

  /// The slot is gone for good.
  void gone(InstanceId id) {
    noted.remove(id);
  }

  /// What is to be noted anew.
  ///
  /// @param ending whether the daemon ends and takes everything down with it
  List<Note> take(boolean ending) {
    List<Note> changed = new ArrayList<>();
    for (UnitName unit : touched) {
      for (Slot slot : slots.of(unit)) {
        Standing standing = of(slot, ending);
        if (!standing.equals(noted.put(slot.id, standing))) {
          changed.add(new Note.Stands(slot.id, standing));
        }
      }
    }
    touched.clear();
    return changed;
  }

  private Standing of(Slot slot, boolean ending) {
    Ledger ledger = slot.instance().ledger();
    State state = slot.instance().state();
    List<HookProgress> hooks =
        slot.seats().stream().flatMap(seat -> seat.companion().progress(state).stream()).toList();
    return new Standing(
        ending ? ledger.afresh() : ledger,
        aim(slot),
        Standing.phase(slot.instance(), hooks),
        print(slot.spec()),
        hooks,
        slot.instance().state() instanceof Alive
            ? slot.instance().said().watchdog()
            : Optional.empty(),
        new Standing.Dates(
            slot.spec().timing().from(),
            slot.served(),
            slot.hours() instanceof Hours.Forced(Instant until)
                ? Optional.of(until)
                : Optional.empty()));
  }

  private Standing.Aim aim(Slot slot) {
    if (!slot.wished()) {
      return Standing.Aim.DOWN;
    }
    boolean alive = slot.instance().state() instanceof Alive;
    if (alive && slot.leaving()) {
      return Standing.Aim.RENEW;
    }
    return alive && rolls.test(slot.id) ? Standing.Aim.ROLL : Standing.Aim.UP;
  }

  Fingerprint print(ServiceSpec spec) {
    Printed known = prints.get(spec.name());
    if (known == null || !known.spec().equals(spec)) {
      known = new Printed(spec, Fingerprint.of(spec));
      prints.put(spec.name(), known);
    }
    return known.print();
  }
}
