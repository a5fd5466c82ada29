package dev.tend.daemon.wire;

import dev.tend.api.Graph;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Says in the words of the API what units have to do with each other.
public final class Edges {
  private final Snapshot snapshot;
  private final Map<UnitName, List<InstanceView>> instances = new TreeMap<>();

  public Edges(Snapshot snapshot) {
    this.snapshot = snapshot;
    snapshot
        .instances()
        .forEach(
            view -> instances.computeIfAbsent(view.id().unit(), _ -> new ArrayList<>()).add(view));
  }

  /// The instance that somebody who asks how it is most likely means.
  public static Optional<InstanceView> worst(List<InstanceView> views) {
    return views.stream()
        .min(
            Comparator.comparingInt((InstanceView view) -> rank(view.state()))
                .thenComparing(InstanceView::id));
  }

  private static int rank(StateName state) {
    return switch (state) {
      case FAILED -> 0;
      case BACKOFF -> 1;
      case WAITING -> 2;
      case STARTING -> 3;
      case STOPPING -> 4;
      case STOPPED -> 5;
      case COMPLETED -> 6;
      case RUNNING -> 7;
    };
  }

  /// Everything.
  public Graph graph() {
    return graph(snapshot.configuration().units().keySet());
  }

  /// What some units lead to, and what leads to them.
  public Graph around(Iterable<UnitName> chosen) {
    SortedSet<UnitName> all = new TreeSet<>();
    for (UnitName unit : chosen) {
      all.addAll(reached(unit, true));
      all.addAll(reached(unit, false));
    }
    return graph(all);
  }

  private SortedSet<UnitName> reached(UnitName from, boolean forwards) {
    SortedSet<UnitName> seen = new TreeSet<>(List.of(from));
    Deque<UnitName> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      UnitName here = open.remove();
      Stream<UnitName> next = forwards ? of(here).stream().map(Edge::unit) : to(here);
      next.filter(seen::add).forEach(open::add);
    }
    return seen;
  }

  private Stream<UnitName> to(UnitName unit) {
    return snapshot.configuration().units().keySet().stream()
        .filter(other -> of(other).stream().anyMatch(edge -> edge.unit().equals(unit)));
  }

  private List<Edge> of(UnitName unit) {
    UnitSpec spec = snapshot.inForce().units().get(unit);
    return spec == null ? List.of() : spec.each().edges();
  }

  private Graph graph(Iterable<UnitName> units) {
    List<Graph.Unit> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (UnitName unit : units) {
      nodes.add(node(unit));
      of(unit).forEach(edge -> edges.add(wire(unit, edge)));
    }
    return new Graph(nodes, edges);
  }

  private Graph.Unit node(UnitName unit) {
    List<InstanceView> own = instances.getOrDefault(unit, List.of());
    int ready = (int) own.stream().filter(InstanceView::ready).count();
    return new Graph.Unit(unit.text(), state(unit), ready, own.size());
  }

  private String state(UnitName unit) {
    return worst(instances.getOrDefault(unit, List.of()))
        .map(view -> view.state().text())
        .orElse("none");
  }

  private static Graph.Edge wire(UnitName unit, Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName other, Until until, boolean restart) ->
          new Graph.Edge(unit.text(), "requires", other.text(), text(until), restart);
      case Edge.Wants(UnitName other) ->
          new Graph.Edge(unit.text(), "wants", other.text(), null, false);
      case Edge.After(UnitName other, Until until) ->
          new Graph.Edge(unit.text(), "after", other.text(), text(until), false);
    };
  }

  private static String text(Until until) {
    return until.name().toLowerCase(Locale.ROOT);
  }

  /// The edges of a unit and those to it, a sentence each: `it requires db to be ready; db is
  /// running`.
  public List<String> sentences(UnitName unit) {
    List<String> sentences = new ArrayList<>();
    for (Edge edge : of(unit)) {
      sentences.add("it " + clause(edge) + "; " + edge.unit() + " is " + state(edge.unit()));
    }
    to(unit)
        .forEach(other ->
            of(other).stream()
                .filter(edge -> edge.unit().equals(unit))
                .forEach(edge ->
                    sentences.add(
                        other + " " + clause(edge) + "; " + other + " is " + state(other))));
    return sentences;
  }

  private static String clause(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName other, Until until, boolean _) ->
          "requires " + other + " to be " + text(until).replace('_', ' ');
      case Edge.Wants(UnitName other) -> "wants " + other;
      case Edge.After(UnitName other, Until until) ->
          "comes after " + other + ", once that is " + text(until).replace('_', ' ');
    };
  }
}
