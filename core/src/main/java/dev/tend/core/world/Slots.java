package dev.tend.core.world;

import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All slots by name and number, and the edges between their units.
final class Slots {
  private static final SortedSet<UnitName> NOBODY = new TreeSet<>();

  private final NavigableMap<InstanceId, Slot> byId = new TreeMap<>();
  private final Map<UnitName, List<Slot>> byUnit = new HashMap<>();
  private final SortedMap<UnitName, ServiceSpec> specs = new TreeMap<>();
  private SortedMap<UnitName, SortedSet<UnitName>> dependants = new TreeMap<>();
  private boolean ordered;

  /// The same slots with what is asked of them, to be changed without anybody noticing.
  Slots copy() {
    Slots copy = new Slots();
    copy.specs.putAll(specs);
    byId.values().forEach(slot -> copy.add(slot.copy()));
    copy.relink();
    return copy;
  }

  Collection<Slot> all() {
    return byId.values();
  }

  Optional<Slot> find(InstanceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The slots of a unit in the order of their numbers; empty for an unknown one.
  List<Slot> of(UnitName unit) {
    return byUnit.getOrDefault(unit, List.of());
  }

  /// The units by name, those that are scaled to no instance and those that are on their way out
  /// included.
  SortedMap<UnitName, ServiceSpec> specs() {
    return Collections.unmodifiableSortedMap(specs);
  }

  Optional<ServiceSpec> spec(UnitName unit) {
    return Optional.ofNullable(specs.get(unit));
  }

  void define(ServiceSpec spec) {
    specs.put(spec.name(), spec);
    of(spec.name()).forEach(slot -> slot.spec(spec));
  }

  void undefine(UnitName unit) {
    specs.remove(unit);
  }

  void add(Slot slot) {
    byId.put(slot.id, slot);
    List<Slot> siblings = byUnit.computeIfAbsent(slot.id.unit(), _ -> new ArrayList<>());
    int place = siblings.size();
    while (place > 0 && siblings.get(place - 1).id.compareTo(slot.id) > 0) {
      place--;
    }
    siblings.add(place, slot);
  }

  void remove(Slot slot) {
    byId.remove(slot.id);
    List<Slot> siblings = of(slot.id.unit());
    siblings.remove(slot);
    if (siblings.isEmpty()) {
      byUnit.remove(slot.id.unit());
    }
  }

  /// Recomputes who has edges to whom, after specs changed.
  void relink() {
    SortedMap<UnitName, SortedSet<UnitName>> links = new TreeMap<>();
    ordered = false;
    for (UnitName unit : specs.keySet()) {
      for (Edge edge : edges(unit)) {
        links.computeIfAbsent(edge.unit(), _ -> new TreeSet<>()).add(unit);
        ordered |= edge instanceof Edge.After;
      }
    }
    dependants = links;
  }

  List<Edge> edges(UnitName unit) {
    return spec(unit).map(ServiceSpec::edges).orElse(List.of());
  }

  /// The units that have an edge to `unit`.
  Collection<UnitName> dependants(UnitName unit) {
    return Collections.unmodifiableCollection(dependants.getOrDefault(unit, NOBODY));
  }

  /// Whether any unit only comes after another one.
  boolean ordered() {
    return ordered;
  }
}
