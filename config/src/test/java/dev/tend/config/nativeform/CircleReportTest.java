package dev.tend.config.nativeform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CircleReportTest {
  private static final UnitName DB = new UnitName("db");
  private static final UnitName WEB = new UnitName("web");

  /// A unit whose later spec has no edge, and whose earlier one closes the circle: what is looked
  /// at is all that any spec of a unit says.
  @Test
  void a414ACircleIsFoundWhicheverSpecOfAUnitClosesIt() {
    SortedMap<UnitName, List<Placed<Edge>>> edges = new TreeMap<>();
    edges.put(WEB, List.of(at(3, Edge.Requires.ready(DB))));
    List<Placed<Edge>> ofEarlierSpec = List.of(at(7, new Edge.After(WEB, Until.STARTED)));
    List<Placed<Edge>> ofLaterSpec = List.of(at(9, new Edge.Wants(WEB)));
    edges.put(DB, List.of(ofLaterSpec.getFirst(), ofEarlierSpec.getFirst()));

    assertThat(told(edges))
        .containsExactly(
            "f.toml:7:5: units wait for each other in a circle: db → web → db. None of them could"
                + " ever start: db is after web (f.toml:7:5), web requires db (f.toml:3:5).");
  }

  @Test
  void whoOnlyWantEachOtherWaitForNobody() {
    SortedMap<UnitName, List<Placed<Edge>>> edges = new TreeMap<>();
    edges.put(WEB, List.of(at(3, Edge.Requires.ready(DB))));
    edges.put(DB, List.of(at(7, new Edge.Wants(WEB))));

    assertThat(told(edges)).isEmpty();
  }

  private static List<String> told(SortedMap<UnitName, List<Placed<Edge>>> edges) {
    Problems problems = new Problems();
    new CircleReport(edges, problems).report();
    return problems.found().stream().map(Problem::toString).toList();
  }

  private static Placed<Edge> at(int line, Edge edge) {
    return new Placed<>(new Place(Path.of("f.toml"), line, 5), edge);
  }
}
