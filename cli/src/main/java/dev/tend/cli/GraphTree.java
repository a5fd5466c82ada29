package dev.tend.cli;

import dev.tend.api.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A graph as a tree to read: below each unit those that its edges lead to, each with its own below
/// it where it stands for the first time.
final class GraphTree {

  /// @param prefix the lines of the tree in front of the unit
  /// @param edge the one that leads here; none at the top
  /// @param repeated whether what is below stands further up
  record Row(String prefix, String unit, Optional<Graph.Edge> edge, boolean repeated) {}

  private final Map<String, List<Graph.Edge>> below = new HashMap<>();
  private final Set<String> shown = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();

  private GraphTree(Graph graph) {
    graph
        .edges()
        .forEach(edge -> below.computeIfAbsent(edge.unit(), _ -> new ArrayList<>()).add(edge));
  }

  /// At the top stand the units that no edge leads to; of those that all lead to each other, the
  /// first.
  static List<Row> rows(Graph graph) {
    GraphTree tree = new GraphTree(graph);
    Set<String> led = new HashSet<>();
    graph.edges().forEach(edge -> led.add(edge.other()));
    graph.units().stream()
        .map(Graph.Unit::unit)
        .filter(unit -> !led.contains(unit))
        .forEach(unit -> tree.add("", "", unit, Optional.empty()));
    graph.units().stream()
        .map(Graph.Unit::unit)
        .filter(unit -> !tree.shown.contains(unit))
        .forEach(unit -> {
          if (!tree.shown.contains(unit)) {
            tree.add("", "", unit, Optional.empty());
          }
        });
    return tree.rows;
  }

  private void add(String prefix, String behind, String unit, Optional<Graph.Edge> edge) {
    List<Graph.Edge> own = below.getOrDefault(unit, List.of());
    boolean first = shown.add(unit);
    rows.add(new Row(prefix, unit, edge, !first && !own.isEmpty()));
    if (!first) {
      return;
    }
    for (int i = 0; i < own.size(); i++) {
      boolean last = i == own.size() - 1;
      add(
          behind + (last ? "└── " : "├── "),
          behind + (last ? "    " : "│   "),
          own.get(i).other(),
          Optional.of(own.get(i)));
    }
  }

  /// What an edge says in a word or two: `requires`, `after, completed`.
  static String text(Graph.Edge edge) {
    String until = edge.until();
    String how = until == null || until.equals("ready") ? "" : ", " + until.replace('_', ' ');
    return edge.kind()
        + how
        + (edge.restart() || !edge.kind().equals("requires") ? "" : ", no restart");
  }
}
