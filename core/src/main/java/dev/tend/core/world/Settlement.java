package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import dev.tend.core.time.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets what changed propagate until nothing moves: who may start now, and who may stop.
///
/// It compares what each instance should be with what it is, and looks at the edges; only units
/// next to a change are looked at. It decides nothing about a process: it says go, hold, halt or
/// renew.
final class Settlement {

  /// Each round moves an instance one step on its way up or down, and no way is longer; a round
  /// more would be a defect that turns in a circle.
  private static final int ROUNDS_PER_UNIT = 8;

  private final Slots slots;
  private final Conditions conditions;
  private final Turns turns;
  private final BiConsumer<Slot, Event> step;
  private final Set<UnitName> dirty = new HashSet<>();

  private final Consumer<UnitName> watcher;

  /// @param watcher is told of each unit that may look different from outside
  Settlement(
      Slots slots,
      Conditions conditions,
      Turns turns,
      Consumer<UnitName> watcher,
      BiConsumer<Slot, Event> step) {
    this.slots = slots;
    this.conditions = conditions;
    this.turns = turns;
    this.watcher = watcher;
    this.step = step;
  }

  /// Something about the slot changed: it and its neighbours are looked at.
  void touched(Slot slot) {
    turns.follow(slot);
    touched(slot.id.unit());
  }

  void touched(UnitName unit) {
    dirty.add(unit);
    slots.edges(unit).forEach(edge -> dirty.add(edge.unit()));
    if (slots.ordered()) {
      reach(unit);
    } else {
      dirty.addAll(slots.dependants(unit));
    }
  }

  /// Who only comes after somebody cares for what that one waits for, however far away.
  private void reach(UnitName changed) {
    Deque<UnitName> open = new ArrayDeque<>(List.of(changed));
    Set<UnitName> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      for (UnitName dependant : slots.dependants(open.remove())) {
        dirty.add(dependant);
        boolean waits =
            slots.of(dependant).stream()
                .anyMatch(slot -> slot.instance().state() instanceof State.Waiting);
        if (waits && seen.add(dependant)) {
          open.add(dependant);
        }
      }
    }
  }

  void settle(Moment now) {
    int rounds = ROUNDS_PER_UNIT * (slots.specs().size() + 1);
    while (someIsNext() || !dirty.isEmpty()) {
      if (rounds-- == 0) {
        throw new IllegalStateException("does not settle: " + dirty);
      }
      List<UnitName> units = inOrder();
      units.forEach(watcher);
      for (UnitName unit : units.reversed()) {
        slots.of(unit).reversed().forEach(this::lower);
      }
      for (UnitName unit : units) {
        slots.of(unit).forEach(slot -> raise(slot, now));
      }
    }
  }

  /// Whether somebody's turn has come, who is then looked at too.
  private boolean someIsNext() {
    Optional<Slot> next = turns.next();
    next.ifPresent(slot -> dirty.add(slot.id.unit()));
    return next.isPresent();
  }

  /// The units to look at: lower priority first, which is the order of starting.
  private List<UnitName> inOrder() {
    SortedMap<Integer, SortedSet<UnitName>> units = new TreeMap<>();
    for (UnitName unit : dirty) {
      units.computeIfAbsent(priority(unit), _ -> new TreeSet<>()).add(unit);
    }
    dirty.clear();
    return units.values().stream().flatMap(Set::stream).toList();
  }

  private int priority(UnitName unit) {
    return slots.spec(unit).map(ServiceSpec::priority).orElse(0);
  }

  private void lower(Slot slot) {
    if (!slot.leaving()) {
      return;
    }
    boolean stay = !slot.wantedUp();
    Cause cause = slot.going();
    Event leave = stay ? new Event.Halt(cause) : new Event.Renew(cause);
    switch (slot.instance().state()) {
      case State.Stopped _, State.Launching _, Sought.Looking _ -> {}
      case State.Waiting _,
          State.Elsewhere _,
          Sought.Asking _,
          State.Preparing _,
          State.Backoff _ ->
          step.accept(slot, leave);
      // What it came to within its window stands until that opens again.
      case State.Completed _, State.Failed _ -> {
        if (!slot.wished() || !stay) {
          step.accept(slot, leave);
        }
      }
      case Alive _, Sought.Awaiting _, Sought.Expecting _ -> {
        if (!conditions.heldUp(slot)) {
          step.accept(slot, leave);
        }
      }
      case Leaving state -> {
        After after = state.rest().after();
        if (stay ? !(after instanceof After.Stay) : !(after instanceof After.Wait)) {
          step.accept(slot, leave);
        }
      }
    }
  }

  private void raise(Slot slot, Moment now) {
    if (slot.leaving() || slot.removed()) {
      return;
    }
    boolean asked = slot.order() instanceof Order.Try;
    switch (slot.instance().state()) {
      case State.Stopped _ -> start(slot, now);
      case State.Waiting _ -> {
        if (conditions.clear(slot) && turns.mayTake(slot)) {
          start(slot, now);
        }
      }
      case State.Elsewhere _, State.Backoff _, State.Completed _, State.Failed _ -> {
        if (asked) {
          start(slot, now);
        }
      }
      case Leaving state -> {
        if (state.rest().after() instanceof After.Stay) {
          step.accept(slot, new Event.Renew(reason(slot)));
        }
      }
      case State.Preparing _, State.Launching _, Sought _, Alive _ -> slot.order(new Order.None());
    }
  }

  /// Starts the instance, or lets it wait for its edges.
  private void start(Slot slot, Moment now) {
    boolean forgive = slot.order() instanceof Order.Try;
    boolean waited = slot.instance().state() instanceof State.Waiting;
    Cause reason = reason(slot);
    slot.order(new Order.None());
    Optional<Edge> obstacle = conditions.obstacle(slot);
    if (obstacle.isPresent()) {
      String unmet = Phrases.unmet(obstacle.get());
      Cause edge = new Cause.Edge(obstacle.get().unit(), unmet, now.wall());
      step.accept(slot, new Event.Hold(edge, forgive));
      return;
    }
    if (!turns.mayTake(slot)) {
      Cause turn = new Cause.Rule(turns.sentence(), now.wall(), reason);
      step.accept(slot, new Event.Hold(turn, forgive));
      return;
    }
    turns.take(slot);
    String met = waited ? met(slot.spec()) : "";
    Cause cause = met.isEmpty() ? reason : new Cause.Rule(met, now.wall(), reason);
    step.accept(slot, new Event.Go(cause, forgive));
  }

  /// What it was let go by: `db is ready and migrate has completed`.
  private String met(ServiceSpec spec) {
    return spec.edges().stream()
        .flatMap(edge ->
            switch (edge) {
              case Edge.Requires(UnitName unit, Until until, boolean _) ->
                  Stream.of(Phrases.met(unit, until));
              case Edge.Wants _ -> Stream.<String>empty();
              case Edge.After(UnitName unit, Until until) ->
                  Stream.of(
                      conditions.met(unit, until)
                          ? Phrases.met(unit, until)
                          : unit + " is not waited for");
            })
        .collect(Collectors.joining(" and "));
  }

  /// Why it should be up: because somebody asks for it now, or because it should be anyway.
  private static Cause reason(Slot slot) {
    return slot.order() instanceof Order.Try(Cause cause) ? cause : slot.target().cause();
  }
}
