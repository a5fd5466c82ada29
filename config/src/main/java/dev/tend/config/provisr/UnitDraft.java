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

/// A process, a job or a cron job that was read, and what has to be looked at beside all the
/// others.
///
/// @param place of its name
/// @param service itself or each of its workers, without what it requires
/// @param dependsOn names of units, or of instances of theirs
record UnitDraft(Place place, ServiceSpec service, List<Placed<String>> dependsOn, Kind kind) {

  /// What it is, with what only such a unit has.
  sealed interface Kind {

    record Service() implements Kind {}

    record Job(JobRule rule) implements Kind {}

    /// @param job what each firing runs
    record CronJob(CronRule rule, JobRule job) implements Kind {}
  }

  UnitDraft {
    dependsOn = List.copyOf(dependsOn);
  }

  UnitName name() {
    return service.name();
  }

  boolean isCronJob() {
    return kind instanceof Kind.CronJob;
  }

  UnitSpec requiring(List<UnitName> units) {
    List<Edge> edges = new ArrayList<>();
    units.forEach(unit -> edges.add(Edge.Requires.ready(unit)));
    ServiceSpec each = service.withEdges(edges);
    return switch (kind) {
      case Kind.Service _ -> each;
      case Kind.Job(JobRule rule) -> new JobSpec(each, rule);
      case Kind.CronJob(CronRule rule, JobRule job) ->
          new CronSpec(each.name(), rule, new JobSpec(each, job));
    };
  }
}
