package dev.tend.sim;

import dev.tend.core.world.InstanceView;
import java.time.Duration;
import java.util.Optional;

/// Holds what is done about silence against the watchdogs: who hangs is asked to end, and nobody
/// else.
final class WatchdogWitness {

  /// What the clock of a turn may differ by.
  private static final long SLACK_NANOS = 1_000_000;

  private final SimKernel kernel;

  WatchdogWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// Called when a process is asked to end because it hangs: it was silent for so long, or said
  /// that it would end and did not.
  void aborting(SimProcess process) {
    Optional<Duration> every = process.plan.signs().watchdog();
    if (process.behaviour.talk().stopsAfterNanos().isPresent() || every.isEmpty()) {
      return;
    }
    if (silence(process) < every.get().toNanos()) {
      throw new Violation(
          process.plan.run() + " is said to hang after " + silence(process) + " ns");
    }
  }

  /// Called after every turn for each instance that is running.
  void check(InstanceView view) {
    for (SimProcess process : kernel.processes(view.id())) {
      if (process.alive && view.run().filter(process.plan.run()::equals).isPresent()) {
        if (process.runningNanos == Long.MIN_VALUE) {
          process.runningNanos = kernel.nanos();
        }
        boolean mayBeSilent =
            process.stray || process.behaviour.talk().stopsAfterNanos().isPresent();
        process
            .plan
            .signs()
            .watchdog()
            .filter(every -> !mayBeSilent && silence(process) > every.toNanos() + SLACK_NANOS)
            .ifPresent(_ -> {
              throw new Violation(view.id() + " is running and hangs");
            });
      }
    }
  }

  private long silence(SimProcess process) {
    long heard = Math.max(process.tickedNanos, process.runningNanos);
    return kernel.nanos() - Math.max(heard, Math.max(process.bornNanos, process.takenOverNanos));
  }
}
