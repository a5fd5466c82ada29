package dev.tend.config.provisr;

import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayList;
import java.util.List;

/// A process that was read, and what has to be looked at beside all the others.
///
/// @param place of its name
/// @param service without what it requires
/// @param dependsOn names of processes, or of instances of theirs
record ProcessDraft(Place place, ServiceSpec service, List<Placed<String>> dependsOn) {

  ProcessDraft {
    dependsOn = List.copyOf(dependsOn);
  }

  UnitName name() {
    return service.name();
  }

  ServiceSpec requiring(List<UnitName> units) {
    List<Edge> edges = new ArrayList<>();
    units.forEach(unit -> edges.add(Edge.Requires.ready(unit)));
    return service.withEdges(edges);
  }
}
