package dev.tend.sim;

import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds starts against what is required: nobody comes before that.
final class RequiresWitness {
  private final SimKernel kernel;
  private final InForce inForce;
  private final ReadinessWitness readiness;
  private final DateWitness dates;
  private final JobsInForce jobs;

  RequiresWitness(
      SimKernel kernel,
      InForce inForce,
      ReadinessWitness readiness,
      DateWitness dates,
      JobsInForce jobs) {
    this.kernel = kernel;
    this.inForce = inForce;
    this.readiness = readiness;
    this.dates = dates;
    this.jobs = jobs;
  }

  static Stream<Edge.Requires> requires(ServiceSpec spec) {
    return spec.edges().stream()
        .filter(Edge.Requires.class::isInstance)
        .map(Edge.Requires.class::cast);
  }

  /// Called by the kernel before a main process comes to be.
  void spawning(InstanceId id) {
    inForce.spec(id.unit()).stream()
        .flatMap(RequiresWitness::requires)
        .filter(edge -> !isNews(edge, id))
        .forEach(edge -> require(edge, id));
  }

  /// Whether the edge came with a reload, or another version, at this very instant: that a look for
  /// a running process had come to nothing, the last hook to its end, or a process, which is
  /// replaced at once, was taken before it.
  private boolean isNews(Edge edge, InstanceId id) {
    boolean reloaded =
        inForce.sinceNanos() == kernel.nanos()
            && earlier(id.unit()).filter(before -> before.edges().contains(edge)).isEmpty();
    return (reloaded && (wasFoundOut(id.unit()) || endsNow(id)))
        || (dates.changedNow(id.unit()) && endsNow(id));
  }

  /// Whether a start of the unit took more than one turn.
  private boolean wasFoundOut(UnitName unit) {
    return earlier(unit)
        .filter(before -> !before.detectors().isEmpty() || !before.hooks().preStart().isEmpty())
        .isPresent();
  }

  private Optional<ServiceSpec> earlier(UnitName unit) {
    return inForce.earlier(unit).map(UnitSpec::each);
  }

  private boolean endsNow(InstanceId id) {
    for (SimProcess process : kernel.processes(id)) {
      if (process.endedNanos == kernel.nanos()) {
        return true;
      }
    }
    return false;
  }

  private void require(Edge.Requires edge, InstanceId id) {
    boolean holds = jobs.spec(edge.unit()).isPresent() ? jobs.holds(edge) : holds(edge);
    if (!holds) {
      throw new Violation("4: " + id + " is spawned although " + edge + " does not hold");
    }
  }

  private boolean holds(Edge.Requires edge) {
    return switch (edge.until()) {
      case STARTED -> anyAlive(edge.unit(), false);
      case READY -> anyAlive(edge.unit(), true);
      // What has completed may be gone without a trace but for its recorded end.
      case COMPLETED, COMPLETED_SUCCESSFULLY -> !anyAlive(edge.unit(), false);
    };
  }

  private boolean anyAlive(UnitName unit, boolean ready) {
    for (SimProcess process : kernel.living()) {
      if (process.alive
          && process.plan.kind() == RunKind.MAIN
          && process.plan.instance().unit().equals(unit)
          && (!ready || readiness.proved(process))) {
        return true;
      }
    }
    return false;
  }
}
