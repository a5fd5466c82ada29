package dev.tend.core.world;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Otherwise;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.Standing.Aim;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What the next daemon would find noted about each instance; tells what of it a turn changed.
final class Standings {
  private final Slots slots;
  private final Function<InstanceId, Optional<Rolling>> rolling;
  private final Map<InstanceId, Standing> noted = new HashMap<>();
  private final Prints prints;
  private final SortedSet<UnitName> touched = new TreeSet<>();

  /// @param rolling the rolling restart in which an instance waits for its turn
  Standings(Slots slots, Prints prints, Function<InstanceId, Optional<Rolling>> rolling) {
    this.slots = slots;
    this.prints = prints;
    this.rolling = rolling;
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
    if (slots.of(id.unit()).isEmpty()) {
      prints.drop(id.unit());
    }
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
        prints.of(slot.spec()),
        hooks,
        lives(state) ? slot.instance().said().watchdog() : Optional.empty(),
        new Standing.Dates(
            slot.spec().timing().from(),
            slot.served(),
            slot.hours() instanceof Hours.Forced(Instant until)
                ? Optional.of(until)
                : Optional.empty()));
  }

  private Aim aim(Slot slot) {
    if (!slot.wished()) {
      return new Aim.Down();
    }
    if (!lives(slot.instance().state())) {
      return new Aim.Up();
    }
    if (slot.wantedUp() && slot.leaving()) {
      return new Aim.Renew();
    }
    return rolling
        .apply(slot.id)
        .<Aim>map(awaited -> new Aim.Roll(awaited.id(), awaited.atOnce()))
        .orElseGet(Aim.Up::new);
  }

  /// Whether a process was started that a successor may find, if only the one that is to name
  /// another.
  private static boolean lives(State state) {
    return switch (state) {
      case Alive _, Sought.Expecting _, Sought.Awaiting _ -> true;
      case Sought.Looking(var _, Otherwise otherwise) -> otherwise.follows();
      case State.Stopped _,
          State.Waiting _,
          State.Preparing _,
          State.Launching _,
          Sought.Asking _,
          State.Elsewhere _,
          Leaving _,
          State.Backoff _,
          State.Completed _,
          State.Failed _ ->
          false;
    };
  }
}
