package dev.tend.config.nativeform;

import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import dev.tend.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Finds whom the edges of units name, and looks whether any of them could ever start.
///
/// @param groups their members, by name
record EdgeCheck(
    SortedMap<UnitName, ServiceDraft> units,
    Map<String, List<UnitName>> groups,
    Problems problems) {

  /// One of the keys that have edges.
  private record Kind(
      Key<List<Placed<EdgeDraft>>> key, String verb, BiFunction<EdgeDraft, UnitName, Edge> edge) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              ServiceKeys.REQUIRES,
              "requires",
              (draft, unit) -> new Edge.Requires(unit, draft.until(), draft.restart())),
          new Kind(ServiceKeys.WANTS, "wants", (_, unit) -> new Edge.Wants(unit)),
          new Kind(
              ServiceKeys.AFTER, "is after", (draft, unit) -> new Edge.After(unit, draft.until())));

  /// The edges of each unit and of its later versions, in their order, those to groups spread out.
  SortedMap<UnitName, List<List<Placed<Edge>>>> edges() {
    SortedMap<UnitName, List<List<Placed<Edge>>>> edges = new TreeMap<>();
    SortedMap<UnitName, List<Placed<Edge>>> ever = new TreeMap<>();
    units.forEach((name, unit) -> {
      List<List<Placed<Edge>>> all = unit.all().map(this::edges).toList();
      all.forEach(each -> checkSense(name, each));
      edges.put(name, all);
      ever.put(name, all.stream().flatMap(List::stream).toList());
    });
    new CircleReport(ever, problems).report();
    return edges;
  }

  private List<Placed<Edge>> edges(ServiceDraft unit) {
    return KINDS.stream().flatMap(kind -> edges(unit, kind).stream()).toList();
  }

  private List<Placed<Edge>> edges(ServiceDraft unit, Kind kind) {
    List<Placed<EdgeDraft>> drafts = unit.fields().find(kind.key()).orElse(List.of());
    List<Placed<Edge>> edges = new ArrayList<>();
    Set<UnitName> named = new HashSet<>();
    for (Placed<EdgeDraft> draft : drafts) {
      if (!draft.value().toGroup()) {
        UnitName other = new UnitName(draft.value().whom());
        if (other.equals(unit.name())) {
          problems.add(draft.place(), "'" + other + "' " + kind.verb() + " itself");
        } else if (!named.add(other)) {
          problems.add(draft.place(), "'" + other + "' is named twice");
        } else {
          checkKnown(units.keySet(), draft.place(), other, problems);
          if (units.containsKey(other) && units.get(other).cron().isPresent()) {
            problems.add(
                draft.place(),
                "'" + other + "' is a cron job, of which no end or readiness could be waited for",
                "");
          }
          edges.add(new Placed<>(draft.place(), kind.edge().apply(draft.value(), other)));
        }
      }
    }
    // What the unit says of one of them holds, whatever it says of their group.
    for (Placed<EdgeDraft> draft : drafts) {
      if (draft.value().toGroup()) {
        members(unit.name(), draft.place(), draft.value().group()).stream()
            .filter(named::add)
            .map(other -> kind.edge().apply(draft.value(), other))
            .forEach(edge -> edges.add(new Placed<>(draft.place(), edge)));
      }
    }
    return edges;
  }

  /// Nobody is ready and has completed.
  private void checkSense(UnitName unit, List<Placed<Edge>> edges) {
    for (Placed<Edge> edge : edges) {
      if (edge.value() instanceof Edge.After(UnitName other, Until until)
          && !until.lasts()
          && edges.stream().anyMatch(also -> needsWhileUp(also.value(), other))) {
        problems.add(
            edge.place(),
            "'" + unit + "' requires '" + other + "' while that runs, and waits for its end",
            "One of them has to go.");
      }
    }
  }

  private static boolean needsWhileUp(Edge edge, UnitName other) {
    return edge instanceof Edge.Requires(UnitName unit, Until until, boolean _)
        && unit.equals(other)
        && until.lasts();
  }

  private List<UnitName> members(UnitName unit, Place place, String group) {
    List<UnitName> members = groups.get(group);
    if (members == null) {
      problems.addAbsence(
          place, "there is no group '" + group + "'", Nearest.hint(group, groups.keySet()));
      return List.of();
    }
    if (members.contains(unit)) {
      problems.add(place, "'" + unit + "' is itself a member of '@" + group + "'");
    }
    return members.stream().filter(other -> !other.equals(unit)).toList();
  }

  static void checkKnown(Set<UnitName> known, Place place, UnitName name, Problems problems) {
    if (!known.contains(name)) {
      List<String> names = known.stream().map(UnitName::text).toList();
      problems.addAbsence(
          place, "there is no unit '" + name + "'", Nearest.hint(name.text(), names));
    }
  }
}
