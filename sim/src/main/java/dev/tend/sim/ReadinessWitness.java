package dev.tend.sim;

import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import java.util.HashMap;
import java.util.Map;

/// Holds who is said to do its work against what its process has shown of itself.
final class ReadinessWitness {
  private final SimKernel kernel;
  private final InForce inForce;

  /// Who was ready by an earlier rule is ready by a later one.
  private final Map<UnitName, Long> shortestStable = new HashMap<>();

  ReadinessWitness(SimKernel kernel, InForce inForce) {
    this.kernel = kernel;
    this.inForce = inForce;
  }

  /// By these rules units are ready from now on.
  void inForce(Configuration next) {
    next.units().values().stream()
        .map(UnitSpec::each)
        .forEach(spec ->
            shortestStable.merge(spec.name(), spec.start().stableAfter().toNanos(), Math::min));
  }

  /// Called after every turn: who has shown it by now, has shown it.
  void follow() {
    for (SimProcess process : kernel.living()) {
      if (process.alive && process.plan.kind() == RunKind.MAIN) {
        process.proved = proved(process);
      }
    }
  }

  /// Who runs has shown that it does its work, by the rule that holds now or held while it started.
  void check(InstanceView view) {
    boolean shown =
        view.run()
            .flatMap(kernel::process)
            .filter(process ->
                !process.proved && !process.stray && inForce.sinceNanos() < process.bornNanos)
            .isEmpty();
    if (!shown) {
      throw new Violation(view.id() + " is running, and has not shown that it does its work");
    }
  }

  /// Whether a main process is up and ready.
  boolean proved(SimProcess process) {
    return inForce
        .spec(process.plan.instance().unit())
        .filter(spec -> proved(process, spec))
        .isPresent();
  }

  private boolean proved(SimProcess process, ServiceSpec spec) {
    if (spec.start().readiness().equals(Readiness.PROBED)) {
      return process.proved || process.found;
    }
    long uptime = kernel.nanos() - process.bornNanos;
    return process.proved
        || process.saidReady
        || believed(process, spec)
        || (spec.start().readiness().equals(Readiness.UPTIME)
            && uptime >= shortestStable.getOrDefault(spec.name(), 0L));
  }

  /// One that was taken over in its start may have said so while nobody heard it.
  private boolean believed(SimProcess process, ServiceSpec spec) {
    return (spec.start().readiness() instanceof Readiness.Notify
            || spec.start().readiness() instanceof Readiness.Descriptor)
        && process.takenOverNanos != Long.MIN_VALUE
        && kernel.nanos() - process.takenOverNanos >= shortestWithin(spec);
  }

  private long shortestWithin(ServiceSpec spec) {
    long earlier =
        inForce
            .earlier(spec.name())
            .filter(ServiceSpec.class::isInstance)
            .map(before -> before.each().start().within().toNanos())
            .orElse(Long.MAX_VALUE);
    return Math.min(earlier, spec.start().within().toNanos());
  }

  /// Whether a run was seen to do its work at some time, or was up for so long though no turn came
  /// to see it.
  boolean proved(RunId run) {
    return kernel
        .process(run)
        .filter(process -> process.proved || stays(process, process.endedNanos - process.bornNanos))
        .isPresent();
  }

  private boolean stays(SimProcess process, long uptime) {
    return inForce
        .spec(process.plan.instance().unit())
        .filter(spec -> spec.start().readiness().equals(Readiness.UPTIME))
        .filter(spec -> uptime >= shortestStable.getOrDefault(spec.name(), Long.MAX_VALUE))
        .isPresent();
  }
}
