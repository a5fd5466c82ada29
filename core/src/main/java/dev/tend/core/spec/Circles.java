package dev.tend.core.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds units that come after themselves.
///
/// Of a dense tangle there are more circles than anybody could read. Found is the shortest one
/// through each edge that is part of any, each once: who mends all of these has mended every edge
/// that can be to blame.
public final class Circles {

  private record Step(UnitName from, UnitName to) {}

  private final SortedMap<UnitName, List<UnitName>> after = new TreeMap<>();
  private final Set<Step> told = new HashSet<>();
  private final List<List<UnitName>> found = new ArrayList<>();

  private Circles(SortedMap<UnitName, List<UnitName>> edges) {
    edges.forEach((unit, others) ->
        after.put(unit, others.stream().filter(edges::containsKey).distinct().toList()));
  }

  /// The circles, each from the first of its units in the order of names that leads to one not yet
  /// told. Nothing is recursive: a chain may be longer than a thread's stack.
  ///
  /// @param edges of each unit, those that it comes after; itself and unknown ones are passed over
  public static List<List<UnitName>> in(SortedMap<UnitName, List<UnitName>> edges) {
    Circles circles = new Circles(edges);
    circles.dropWhatEnds();
    circles.after.forEach((unit, others) -> others.forEach(next -> circles.tell(unit, next)));
    return circles.found;
  }

  /// Takes away, again and again, what comes after nothing that is left.
  private void dropWhatEnds() {
    Map<UnitName, List<UnitName>> before = new HashMap<>();
    Map<UnitName, Integer> left = new HashMap<>();
    Deque<UnitName> free = new ArrayDeque<>();
    after.forEach((unit, others) -> {
      others.forEach(other -> before.computeIfAbsent(other, _ -> new ArrayList<>()).add(unit));
      left.put(unit, others.size());
      if (others.isEmpty()) {
        free.add(unit);
      }
    });
    while (!free.isEmpty()) {
      UnitName unit = free.remove();
      after.remove(unit);
      for (UnitName dependant : before.getOrDefault(unit, List.of())) {
        if (left.merge(dependant, -1, Integer::sum) == 0) {
          free.add(dependant);
        }
      }
    }
  }

  private void tell(UnitName unit, UnitName next) {
    if (unit.equals(next) || told.contains(new Step(unit, next))) {
      return;
    }
    Map<UnitName, UnitName> cameFrom = new HashMap<>(Map.of(next, unit));
    Deque<UnitName> open = new ArrayDeque<>(List.of(next));
    while (!open.isEmpty() && !cameFrom.containsKey(unit)) {
      UnitName here = open.remove();
      for (UnitName other : after.getOrDefault(here, List.of())) {
        if (!other.equals(here) && cameFrom.putIfAbsent(other, here) == null) {
          open.add(other);
        }
      }
    }
    if (cameFrom.containsKey(unit)) {
      found.add(way(unit, cameFrom));
    }
  }

  private List<UnitName> way(UnitName unit, Map<UnitName, UnitName> cameFrom) {
    Deque<UnitName> way = new ArrayDeque<>();
    UnitName here = unit;
    do {
      UnitName before = cameFrom.getOrDefault(here, unit);
      told.add(new Step(before, here));
      way.addFirst(before);
      here = before;
    } while (!here.equals(unit));
    return List.copyOf(way);
  }
}
