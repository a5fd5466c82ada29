package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Holds services that are followed against what their pid files said: nobody is the service whom
/// none named, and none is waited for longer than `start_within`.
final class FollowWitness {

  /// The look that is due then, and its answer.
  private static final Duration SLACK = Duration.ofMillis(1);

  private final SimKernel kernel;
  private final Map<UnitName, Duration> longest = new HashMap<>();
  private long inForceNanos;

  FollowWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// These say from now on who is followed, and how long that is waited for.
  void inForce(Configuration next) {
    inForceNanos = kernel.nanos();
    for (UnitSpec unit : next.units().values()) {
      ServiceSpec written = unit.each();
      Stream.concat(Stream.of(written), written.timing().later().stream())
          .map(spec -> spec.start().within())
          .forEach(within ->
              longest.merge(written.name(), within, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }
  }

  /// Called for each instance after every turn.
  void check(InstanceView view, ServiceSpec spec) {
    view.run()
        .flatMap(kernel::process)
        .filter(process ->
            process.plan.signs().follow().isPresent()
                && spec.follow().isPresent()
                && !process.named
                && !process.stray)
        .ifPresent(process -> check(view, process));
  }

  private void check(InstanceView view, SimProcess process) {
    if (view.state() == StateName.RUNNING && inForceNanos < process.bornNanos) {
      throw new Violation(
          "follow: " + view.id() + " is running, and no pid file named its process");
    }
    long since = Math.max(process.bornNanos, process.takenOverNanos);
    Duration waited = Duration.ofNanos(kernel.nanos() - since);
    Duration within = longest.getOrDefault(view.id().unit(), Duration.ZERO);
    if (view.state() == StateName.STARTING && waited.compareTo(within.plus(SLACK)) > 0) {
      throw new Violation("follow: " + view.id() + " waits for its pid file since " + waited);
    }
  }
}
