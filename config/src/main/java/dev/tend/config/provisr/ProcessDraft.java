package dev.tend.config.provisr;

import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.core.cron.CronRule;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process or a cron job that was read, and what has to be looked at beside all the others.
///
/// @param place of its name
/// @param service without what it requires
/// @param dependsOn names of processes, or of instances of theirs
/// @param timed for a cron job
record ProcessDraft(
    Place place, ServiceSpec service, List<Placed<String>> dependsOn, Optional<Timed> timed) {

  /// What makes a cron job of it.
  record Timed(CronRule rule, JobRule job) {}

  ProcessDraft {
    dependsOn = List.copyOf(dependsOn);
  }

  UnitName name() {
    return service.name();
  }

  UnitSpec requiring(List<UnitName> units) {
    List<Edge> edges = new ArrayList<>();
    units.forEach(unit -> edges.add(Edge.Requires.ready(unit)));
    ServiceSpec each = service.withEdges(edges);
    return timed
        .<UnitSpec>map(
            cron -> new CronSpec(service.name(), cron.rule(), new JobSpec(each, cron.job())))
        .orElse(each);
  }
}
