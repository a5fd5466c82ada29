package dev.tend.cli;

import dev.tend.api.Graph;
import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Units as people read them, one a line, below each those that its edges lead to.
record StatusTree(Graph graph, List<InstanceStatus> instances, WireTime time) {

  void print(Session session) {
    if (session.json()) {
      session.printJson(Graph.class, graph);
      return;
    }
    if (graph.units().isEmpty()) {
      session.out().println("no units");
      return;
    }
    Map<String, Graph.Unit> units = new HashMap<>();
    graph.units().forEach(unit -> units.put(unit.unit(), unit));
    Table table = new Table("UNIT", "EDGE", "STATE", "READY", "FOR", "NOTE");
    for (GraphTree.Row row : GraphTree.rows(graph)) {
      Optional<Graph.Unit> unit = Optional.ofNullable(units.get(row.unit()));
      String state = unit.map(Graph.Unit::state).orElse("-");
      Optional<InstanceStatus> worst = worst(row.unit(), state);
      table.row(
          Cell.of(row.prefix() + row.unit()),
          Cell.of(row.edge().map(GraphTree::text).orElse("")),
          new Cell(state, Style.ofState(state)),
          Cell.of(unit.map(of -> of.ready() + "/" + of.instances()).orElse("-")),
          Cell.of(worst.map(status -> time.age(status.since())).orElse("-")),
          Cell.of(row.repeated() ? "see above" : worst.map(new Note(time)::of).orElse("")));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }

  private Optional<InstanceStatus> worst(String unit, String state) {
    return instances.stream()
        .filter(status -> status.unit().equals(unit) && status.state().equals(state))
        .findFirst();
  }
}
