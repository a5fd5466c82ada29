package dev.tend.core.world;

import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Said;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What readers see, kept from turn to turn so that only what changed is made anew.
final class Views {
  private final Slots slots;
  private final Conditions conditions;
  private final Turns turns;
  private final Shifts shifts;
  private final TreeMap<InstanceId, Integer> places = new TreeMap<>();
  private final SortedSet<UnitName> stale = new TreeSet<>();
  private SharedList<InstanceView> current = SharedList.of(List.of());
  private boolean reshaped = true;

  Views(Slots slots, Conditions conditions, Turns turns, Shifts shifts) {
    this.slots = slots;
    this.conditions = conditions;
    this.turns = turns;
    this.shifts = shifts;
  }

  /// Something about the unit changed, or about one that it requires.
  void touched(UnitName unit) {
    stale.add(unit);
  }

  /// There are other slots than before.
  void reshaped() {
    reshaped = true;
  }

  /// All of them, in the order of their names and numbers.
  List<InstanceView> instances() {
    if (reshaped) {
      rebuild();
    } else if (!stale.isEmpty()) {
      renew();
    }
    reshaped = false;
    stale.clear();
    return current;
  }

  private void rebuild() {
    places.clear();
    List<InstanceView> all = new ArrayList<>();
    for (Slot slot : slots.all()) {
      places.put(slot.id, all.size());
      all.add(view(slot));
    }
    current = SharedList.of(all);
  }

  private void renew() {
    SortedMap<Integer, InstanceView> changes = new TreeMap<>();
    for (UnitName unit : stale) {
      for (Slot slot : slots.of(unit)) {
        Integer place = places.get(slot.id);
        if (place != null) {
          changes.put(place, view(slot));
        }
      }
    }
    current = current.with(changes);
  }

  private InstanceView view(Slot slot) {
    Instance instance = slot.instance();
    State state = instance.state();
    boolean heldUp = state instanceof Alive && slot.leaving();
    Optional<InstanceView.Next> next =
        Stream.concat(
                state.alarm().map(alarm -> next(alarm, slot)).stream(),
                slot.seats().stream().flatMap(seat -> next(seat).stream()))
            .min(Comparator.comparingLong(InstanceView.Next::atNanos));
    return new InstanceView(
        slot.id,
        state.name(),
        slot.wantedUp(),
        state.process(),
        state.run(),
        instance.since(),
        slot.ready(),
        instance.ledger().restarts(),
        instance.ledger().attempt(),
        instance.ledger().lastExit().map(last -> new InstanceView.LastExit(last.exit(), last.at())),
        heldUp ? slot.going() : instance.cause(),
        instance.adopted(),
        next,
        state instanceof State.Waiting ? unmet(slot) : heldUp ? inFront(slot) : List.of(),
        slot.company().answers(),
        state.run().isPresent() ? instance.said() : instance.said().lastly(),
        slot.company().busy(),
        dates(slot));
  }

  private InstanceView.Dates dates(Slot slot) {
    boolean idle = slot.wished() && !slot.occupied();
    State state = slot.instance().state();
    boolean rests = state instanceof State.Completed || state instanceof State.Failed;
    return new InstanceView.Dates(
        shifts.version(slot.id.unit()),
        slot.hours() instanceof Hours.Closed(var _, String outside) && idle
            ? Optional.of(outside)
            : Optional.empty(),
        slot.wished()
            ? shifts.find(slot.id.unit()).flatMap(kept -> kept.coming(rests))
            : Optional.empty());
  }

  private static Optional<InstanceView.Next> next(Seat seat) {
    return seat.companion()
        .coming()
        .map(coming -> new InstanceView.Next(coming.atNanos(), coming.what()));
  }

  private static InstanceView.Next next(Alarm alarm, Slot slot) {
    String what =
        switch (alarm.event()) {
          case Event.StableReached _ -> "it counts as running if it is still up";
          case Event.SilenceDue _ ->
              slot.instance().said().doing() == Said.Doing.STOPPING
                  ? "it is made to end if it has not ended"
                  : "it is ended if it has not said WATCHDOG=1";
          case Event.StartTimedOut _ -> "the attempt counts as failed if it is not ready";
          case Event.KillDue _ -> "its whole tree is killed if it has not ended";
          case Event.KillOverdue _ -> "it is killed once more";
          case Event.LookAgain _ -> "it counts as failed if its pid file still names no process";
          case Event.BackoffOver _ -> "attempt " + slot.instance().ledger().attempt() + " starts";
        };
    // How often the file is read until then is nobody's business.
    return slot.instance().state() instanceof Sought.Unnamed unnamed
        ? new InstanceView.Next(unnamed.untilNanos(), what, true)
        : new InstanceView.Next(alarm.atNanos(), what);
  }

  /// Those that go down before the slot's instance does.
  private List<InstanceView.Unmet> inFront(Slot slot) {
    return conditions.inFront(slot).stream()
        .map(unit -> new InstanceView.Unmet(unit, unit + " goes down first"))
        .toList();
  }

  private List<InstanceView.Unmet> unmet(Slot slot) {
    List<InstanceView.Unmet> unmet = new ArrayList<>();
    for (Edge edge : slot.spec().edges()) {
      if (!conditions.holds(edge)) {
        String sentence = edge.unit() + " " + Phrases.unmet(edge);
        unmet.add(new InstanceView.Unmet(edge.unit(), sentence));
      }
    }
    if (unmet.isEmpty()) {
      turns.obstacle(slot).ifPresent(unmet::add);
    }
    return unmet;
  }
}
