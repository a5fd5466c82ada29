package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.engine.Journal.OpenRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds services that are followed against what their pid files said: nobody is the service whom
/// none named, none is waited for longer than `start_within`, and who was named is noted, for the
/// next daemon.
final class FollowWitness {

  /// The look that is due then, and its answer.
  private static final Duration SLACK = Duration.ofMillis(1);

  private final SimKernel kernel;
  private final SimJournal journal;
  private final Map<UnitName, Duration> longest = new HashMap<>();
  private long inForceNanos;

  FollowWitness(SimKernel kernel, SimJournal journal) {
    this.kernel = kernel;
    this.journal = journal;
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
                && !process.stray)
        .ifPresent(process -> {
          if (process.named) {
            checkNoted(view, process);
          } else {
            checkUnnamed(view, process);
          }
        });
  }

  /// Who runs since a pid file named it is who the next daemon takes over.
  private void checkNoted(InstanceView view, SimProcess process) {
    Optional<ProcessRef> noted =
        Optional.ofNullable(journal.open().get(process.plan.run())).flatMap(OpenRun::process);
    if (view.state() == StateName.RUNNING && !noted.equals(Optional.of(process.ref))) {
      throw new Violation(
          "follow: " + view.id() + " goes on as " + process.ref + ", and noted is " + noted);
    }
  }

  private void checkUnnamed(InstanceView view, SimProcess process) {
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
