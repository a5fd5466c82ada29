package dev.tend.config.nativeform;

import dev.tend.config.decode.Placed;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Circles;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tells of the circles of units that wait for each other, with the place of each edge in them.
///
/// @param edges of each unit; where a unit has several specs, those of all of them
record CircleReport(SortedMap<UnitName, List<Placed<Edge>>> edges, Problems problems) {

  /// Of a longer circle the middle is left out: who reads more than this in one line?
  private static final int SHOWN_MAX = 40;

  void report() {
    SortedMap<UnitName, List<UnitName>> after = new TreeMap<>();
    edges.forEach((unit, own) ->
        after.put(
            unit,
            own.stream().map(Placed::value).filter(CircleReport::orders).map(Edge::unit).toList()));
    Circles.in(after).forEach(this::report);
  }

  /// Who is only wanted is not waited for.
  private static boolean orders(Edge edge) {
    return !(edge instanceof Edge.Wants);
  }

  private void report(List<UnitName> circle) {
    List<Placed<Edge>> way = new ArrayList<>();
    for (int i = 0; i < circle.size(); i++) {
      way.add(find(circle.get(i), circle.get((i + 1) % circle.size())));
    }
    List<String> names = new ArrayList<>(circle.stream().map(UnitName::text).toList());
    names.add(names.getFirst());
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < circle.size(); i++) {
      steps.add(circle.get(i) + verb(way.get(i).value()) + " (" + way.get(i).place() + ")");
    }
    problems.add(
        way.getFirst().place(),
        "units wait for each other in a circle: " + joined(names, " → "),
        "None of them could ever start: " + joined(steps, ", ") + ".");
  }

  private static String joined(List<String> parts, String between) {
    if (parts.size() <= SHOWN_MAX) {
      return String.join(between, parts);
    }
    int half = SHOWN_MAX / 2;
    return String.join(between, parts.subList(0, half))
        + between
        + "… "
        + (parts.size() - SHOWN_MAX)
        + " more …"
        + between
        + String.join(between, parts.subList(parts.size() - half, parts.size()));
  }

  private Placed<Edge> find(UnitName from, UnitName to) {
    return edges.getOrDefault(from, List.of()).stream()
        .filter(edge -> edge.value().unit().equals(to) && orders(edge.value()))
        .findFirst()
        .orElseThrow();
  }

  private static String verb(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName unit, var _, boolean _) -> " requires " + unit;
      case Edge.Wants(UnitName unit) -> " wants " + unit;
      case Edge.After(UnitName unit, var _) -> " is after " + unit;
    };
  }
}
