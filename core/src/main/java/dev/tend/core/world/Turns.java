package dev.tend.core.world;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.State;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.UnitName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who may start now, where many want to at once.
///
/// It is about starts that are work for their own sake: of services that say or show when they are
/// ready, or have hooks to be run before. Each holds its turn until it is ready, or its first
/// attempt is over; what a restart policy does afterwards waits for nobody and keeps nobody
/// waiting. So a turn ends within `start_within`, however broken the service is.
final class Turns {
  private final SortedMap<InstanceId, UnitName> starting = new TreeMap<>();
  private final NavigableMap<Place, Slot> queue = new TreeMap<>();
  private final Map<InstanceId, Place> places = new HashMap<>();
  private int most = Configuration.PARALLEL_MAX;

  /// Where somebody stands who waits; a priority that changes meanwhile changes that no more.
  private record Place(int priority, InstanceId id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::priority).thenComparing(Place::id);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// How many may start at once.
  void allow(int parallel) {
    most = parallel;
  }

  /// Whether it is the slot's turn, as far as others are concerned. Who is told no will be told of
  /// by [#next].
  boolean mayTake(Slot slot) {
    if (!slot.spec().startsSlowly() || starting.size() < most) {
      return true;
    }
    Place place = new Place(slot.spec().priority(), slot.id);
    queue.put(places.computeIfAbsent(slot.id, _ -> place), slot);
    return false;
  }

  void take(Slot slot) {
    Place place = places.remove(slot.id);
    if (place != null) {
      queue.remove(place);
    }
    if (slot.spec().startsSlowly()) {
      starting.put(slot.id, slot.id.unit());
    }
  }

  /// The slot's instance may have come into another state.
  void follow(Slot slot) {
    State state = slot.instance().state();
    boolean onlyHasToStayUp =
        state instanceof Alive && slot.spec().start().readiness().equals(Readiness.UPTIME);
    if (state.name() != StateName.STARTING || onlyHasToStayUp) {
      starting.remove(slot.id);
    }
  }

  /// The next one who waits, if a turn is free; it is named once.
  Optional<Slot> next() {
    Map.Entry<Place, Slot> first = starting.size() < most ? queue.pollFirstEntry() : null;
    if (first == null) {
      return Optional.empty();
    }
    places.remove(first.getKey().id());
    return Optional.of(first.getValue());
  }

  /// What keeps the slot from starting, if that is others: the first of them, and a sentence.
  Optional<InstanceView.Unmet> obstacle(Slot slot) {
    if (!places.containsKey(slot.id) || starting.size() < most) {
      return Optional.empty();
    }
    return Optional.of(new InstanceView.Unmet(starting.values().iterator().next(), sentence()));
  }

  String sentence() {
    return "its turn has not come: %d of %d are starting".formatted(starting.size(), most);
  }
}
