package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Graph;
import dev.tend.api.Outcome;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend graph`: which units have to do with which.
final class GraphVerb implements Verb {

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String summary() {
    return "Show which units require, want or come after which";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Below each unit stand those that its edges lead to. With UNIT, only these, what they lead"
            + " to, and what leads to them.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.flag("Write it for Graphviz", "--dot"),
        Grammar.flag("Write it for Mermaid", "--mermaid"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("UNIT", "Only what has to do with these; all where none is given"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend graph web", "what web needs, and who needs web"),
        new Example("tend graph --dot | dot -Tsvg > graph.svg", "as a picture"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    if (invocation.has("--dot") && invocation.has("--mermaid")) {
      throw new WrongUsage("--dot and --mermaid do not go together", "");
    }
    return switch (session.client().graph(invocation.parameters())) {
      case Outcome.Failed<Graph>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Graph>(Graph graph) -> {
        if (session.json()) {
          session.printJson(Graph.class, graph);
        } else if (invocation.has("--dot")) {
          dot(graph, session.out());
        } else if (invocation.has("--mermaid")) {
          mermaid(graph, session.out());
        } else {
          text(graph, session.out());
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void text(Graph graph, PrintStream out) {
    if (graph.units().isEmpty()) {
      out.println("no units");
    }
    for (GraphTree.Row row : GraphTree.rows(graph)) {
      String edge = row.edge().map(to -> "  " + GraphTree.text(to)).orElse("");
      out.println(row.prefix() + row.unit() + edge + (row.repeated() ? "  (see above)" : ""));
    }
  }

  /// Names of units hold nothing that either form would take for its own.
  private static void dot(Graph graph, PrintStream out) {
    out.println("digraph tend {");
    out.println("  rankdir = LR;");
    out.println("  node [shape = box];");
    for (Graph.Unit unit : graph.units()) {
      out.println(
          "  \"%s\" [label = \"%s\\n%s\"];".formatted(unit.unit(), unit.unit(), unit.state()));
    }
    for (Graph.Edge edge : graph.edges()) {
      String style =
          switch (edge.kind()) {
            case "wants" -> "dashed";
            case "after" -> "dotted";
            default -> "solid";
          };
      out.println(
          "  \"%s\" -> \"%s\" [label = \"%s\", style = %s];"
              .formatted(edge.unit(), edge.other(), GraphTree.text(edge), style));
    }
    out.println("}");
  }

  private static void mermaid(Graph graph, PrintStream out) {
    Map<String, String> names = new HashMap<>();
    out.println("graph LR");
    for (Graph.Unit unit : graph.units()) {
      String name = "u" + names.size();
      names.put(unit.unit(), name);
      out.println("  %s[\"%s: %s\"]".formatted(name, unit.unit(), unit.state()));
    }
    for (Graph.Edge edge : graph.edges()) {
      String arrow = edge.kind().equals("requires") ? "-->" : "-.->";
      out.println(
          "  %s %s|%s| %s"
              .formatted(
                  names.get(edge.unit()), arrow, GraphTree.text(edge), names.get(edge.other())));
    }
  }
}
