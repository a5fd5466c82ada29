package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.world.InstanceView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Holds the pauses between attempts against their policy: nobody is tried again at once, or later
/// than it says, and failed attempts count on.
final class PaceWitness {

  /// What an operator asked for is carried out without the pauses of the policy; by then it is.
  private static final Duration PARDON = Duration.ofSeconds(25);

  private final SimKernel kernel;
  private final InForce inForce;
  private final ReadinessWitness readiness;
  private final Map<InstanceId, Long> spawnedAt = new HashMap<>();
  private final Map<InstanceId, Tried> tried = new HashMap<>();
  private long pardonedUntil;

  private record Tried(RunId run, int attempt, long atNanos) {}

  PaceWitness(SimKernel kernel, InForce inForce, ReadinessWitness readiness) {
    this.kernel = kernel;
    this.inForce = inForce;
    this.readiness = readiness;
  }

  /// Something may begin anew.
  void pardon() {
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// Called by the kernel before the main process of a service comes to be.
  void spawning(InstanceId id) {
    Long last = spawnedAt.get(id);
    if (last != null && last > pardonedUntil) {
      long gap = kernel.nanos() - last;
      require(gap >= Backoff.FLOOR.toNanos(), id + " is tried again after " + gap + " ns");
    }
    spawnedAt.put(id, kernel.nanos());
  }

  /// Called after every turn for each instance of a service.
  void check(InstanceView view) {
    if (view.state() == StateName.STARTING) {
      checkAttempt(view);
    }
    if (view.state() == StateName.RUNNING) {
      // A successor may find a run proved of which nobody saw the start.
      tried.remove(view.id());
    }
    Optional<ServiceSpec> spec = inForce.service(view.id().unit());
    if (view.state() == StateName.BACKOFF && spec.isPresent()) {
      Duration left =
          Duration.between(kernel.now().wall(), view.nextStart(kernel.now()).orElseThrow());
      require(
          left.compareTo(longestPause(spec.get())) <= 0,
          view.id() + " waits " + left + ", longer than its policy says");
    }
  }

  private static Duration longestPause(ServiceSpec spec) {
    Duration restart = spec.restartDelay().orElse(spec.backoff().max());
    Duration retry = spec.startRetries().map(StartRetries::interval).orElse(Duration.ZERO);
    return restart.compareTo(retry) > 0 ? restart : retry;
  }

  /// A run that never came so far as to be ready was a failed attempt, whatever ended it, and the
  /// next one counts on. Of units that require others this cannot be said: they end for those.
  private void checkAttempt(InstanceView view) {
    RunId run = view.run().orElseThrow();
    if (kernel.process(run).filter(each -> each.plan.kind() == RunKind.MAIN).isEmpty()) {
      // It is being found out whether it is up already.
      return;
    }
    Tried last = tried.get(view.id());
    if ((last != null && last.run.equals(run)) || !kernel.tried(run)) {
      return;
    }
    boolean free =
        inForce
            .service(view.id().unit())
            .filter(spec -> RequiresWitness.requires(spec).findAny().isEmpty())
            .isPresent();
    if (last != null && free && last.atNanos > pardonedUntil && !readiness.proved(last.run)) {
      require(
          view.attempt() > last.attempt,
          view.id() + " failed in attempt " + last.attempt + " and counts " + view.attempt());
    }
    tried.put(view.id(), new Tried(run, view.attempt(), kernel.nanos()));
  }

  /// These instances are gone; who comes by their name begins anew.
  void forget(Predicate<InstanceId> which) {
    tried.keySet().removeIf(which);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation("5: " + what);
    }
  }
}
