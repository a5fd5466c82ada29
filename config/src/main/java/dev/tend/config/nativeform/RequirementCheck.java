package dev.tend.config.nativeform;

import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Requirement;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Looks whether all required units are there, and whether any of them could ever start.
record RequirementCheck(SortedMap<UnitName, ServiceDraft> units, Problems problems) {

  void check() {
    units.values().forEach(this::checkNames);
    checkCircles();
  }

  private void checkNames(ServiceDraft unit) {
    Set<UnitName> required = new HashSet<>();
    for (Placed<Requirement> edge : unit.requires()) {
      UnitName other = edge.value().unit();
      if (other.equals(unit.name())) {
        problems.add(edge.place(), "'" + other + "' requires itself");
      } else if (!required.add(other)) {
        problems.add(edge.place(), "'" + other + "' is required twice");
      } else {
        checkKnown(units.keySet(), edge.place(), other, problems);
      }
    }
  }

  static void checkKnown(Set<UnitName> known, Place place, UnitName name, Problems problems) {
    if (!known.contains(name)) {
      List<String> names = known.stream().map(UnitName::text).toList();
      problems.addAbsence(
          place, "there is no unit '" + name + "'", Nearest.hint(name.text(), names));
    }
  }

  /// Walks the edges in depth and drops a unit once nothing new can be reached from it. It keeps
  /// its own path instead of recursing: a chain may be longer than a thread's stack.
  private void checkCircles() {
    SortedMap<UnitName, Deque<Placed<Requirement>>> unwalked = new TreeMap<>();
    units.forEach((name, unit) -> unwalked.put(name, new ArrayDeque<>(unit.requires())));
    while (!unwalked.isEmpty()) {
      walk(unwalked.firstKey(), unwalked);
    }
  }

  private void walk(UnitName start, SortedMap<UnitName, Deque<Placed<Requirement>>> unwalked) {
    List<UnitName> path = new ArrayList<>(List.of(start));
    Set<UnitName> onPath = new HashSet<>(path);
    while (!path.isEmpty()) {
      UnitName here = path.getLast();
      Placed<Requirement> edge = unwalked.getOrDefault(here, new ArrayDeque<>()).poll();
      if (edge == null) {
        path.removeLast();
        onPath.remove(here);
        unwalked.remove(here);
        continue;
      }
      UnitName next = edge.value().unit();
      if (onPath.contains(next) && !next.equals(here)) {
        report(edge.place(), path.subList(path.indexOf(next), path.size()));
      } else if (unwalked.containsKey(next) && onPath.add(next)) {
        path.add(next);
      }
    }
  }

  private void report(Place place, List<UnitName> circle) {
    List<String> names = new ArrayList<>(circle.stream().map(UnitName::text).toList());
    names.add(names.getFirst());
    problems.add(
        place,
        "units require each other in a circle: " + String.join(" -> ", names),
        "None of them could ever start.");
  }
}
