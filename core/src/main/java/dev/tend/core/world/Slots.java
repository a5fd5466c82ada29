package dev.tend.core.world;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Requirement;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All slots by name and number, and the edges between their units.
final class Slots {
  private final NavigableMap<InstanceId, Slot> byId = new TreeMap<>();
  private final SortedMap<UnitName, List<Slot>> byUnit = new TreeMap<>();
  private final SortedMap<UnitName, ServiceSpec> specs = new TreeMap<>();
  private SortedMap<UnitName, List<UnitName>> dependants = new TreeMap<>();

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

  /// Recomputes who requires whom, after specs changed.
  void relink() {
    SortedMap<UnitName, List<UnitName>> links = new TreeMap<>();
    for (UnitName unit : specs.keySet()) {
      for (Requirement edge : requirements(unit)) {
        links.computeIfAbsent(edge.unit(), _ -> new ArrayList<>()).add(unit);
      }
    }
    dependants = links;
  }

  List<Requirement> requirements(UnitName unit) {
    return spec(unit).map(ServiceSpec::requires).orElse(List.of());
  }

  /// The units that require `unit`, in the order of their names.
  List<UnitName> dependants(UnitName unit) {
    return Collections.unmodifiableList(dependants.getOrDefault(unit, List.of()));
  }
}
