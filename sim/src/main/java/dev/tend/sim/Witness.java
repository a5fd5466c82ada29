package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.Requirement;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Holds what happened on the machine against the invariants of the design, knowing the machine and
/// the operator, and nothing of how the daemon thinks.
final class Witness {
  /// What an operator asked for is carried out without the pauses of the policy; by then it is.
  private static final Duration PARDON = Duration.ofSeconds(25);

  private final SimKernel kernel;
  private final SimJournal journal;
  private final SimOutput output;
  private final Set<InstanceId> held = new TreeSet<>();
  private final Set<RunId> exitedEntries = new HashSet<>();
  private final Map<InstanceId, Long> refusedAt = new HashMap<>();
  private final Map<InstanceId, Tried> tried = new HashMap<>();

  /// Who was ready by an earlier rule is ready by a later one.
  private final Map<UnitName, Long> shortestStable = new HashMap<>();

  private long pardonedUntil;
  private final Map<UnitName, Integer> scale = new HashMap<>();
  private Configuration configuration = Configuration.EMPTY;
  private Configuration earlier = Configuration.EMPTY;
  private long inForceNanos;

  Witness(SimKernel kernel, SimJournal journal, SimOutput output) {
    this.kernel = kernel;
    this.journal = journal;
    this.output = output;
  }

  void inForce(Configuration next) {
    Configuration before = configuration;
    earlier = before;
    inForceNanos = kernel.nanos();
    configuration = next;
    held.removeIf(id -> !next.units().containsKey(id.unit()));
    scale.keySet().retainAll(next.units().keySet());
    for (UnitSpec unit : next.units().values()) {
      ServiceSpec spec = (ServiceSpec) unit;
      if (!spec.equals(before.units().get(spec.name()))) {
        scaled(spec.name(), spec.instances());
      }
      shortestStable.merge(spec.name(), spec.start().stableAfter().toNanos(), Math::min);
    }
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// An operator's stop was acknowledged.
  void stopped(Set<InstanceId> instances) {
    instances.stream()
        .filter(id -> id.number() <= scale.getOrDefault(id.unit(), 0))
        .forEach(held::add);
  }

  /// Instances beyond these are gone, and what was asked of them with them.
  void scaled(UnitName unit, int instances) {
    scale.put(unit, instances);
    held.removeIf(id -> id.unit().equals(unit) && id.number() > instances);
  }

  /// An operator's start or restart may have been taken: it and what it requires may start.
  void mayStart(Set<InstanceId> instances) {
    Set<UnitName> units = new TreeSet<>();
    instances.forEach(id -> closure(id.unit(), units));
    instances.forEach(held::remove);
    held.removeIf(
        id -> units.contains(id.unit()) && !instances.contains(id) && pulled(id, instances));
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  private boolean pulled(InstanceId id, Set<InstanceId> started) {
    return started.stream().noneMatch(other -> other.unit().equals(id.unit()))
        || required(id.unit());
  }

  private boolean required(UnitName unit) {
    return configuration.units().values().stream()
        .map(ServiceSpec.class::cast)
        .anyMatch(spec -> spec.requires().stream().anyMatch(edge -> edge.unit().equals(unit)));
  }

  private void closure(UnitName unit, Set<UnitName> into) {
    if (into.add(unit) && configuration.units().get(unit) instanceof ServiceSpec spec) {
      spec.requires().forEach(edge -> closure(edge.unit(), into));
    }
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    require(output.isOpen(id), "output of " + id + " is not open at its spawn");
    if (plan.kind() != RunKind.MAIN) {
      return;
    }
    for (SimProcess other : kernel.processes()) {
      require(
          !(other.treeAlive()
              && other.plan.kind() == RunKind.MAIN
              && other.plan.instance().equals(id)),
          "1: " + id + " is spawned while " + other.plan.run() + " is alive");
    }
    require(!held.contains(id), "2: " + id + " is spawned although an operator stopped it");
    if (configuration.units().get(id.unit()) instanceof ServiceSpec spec) {
      spec.requires().stream().filter(edge -> !isNews(edge, id)).forEach(edge -> require(edge, id));
    }
    Long refused = refusedAt.get(id);
    if (refused != null && refused > pardonedUntil) {
      long gap = kernel.nanos() - refused;
      require(gap >= Backoff.FLOOR.toNanos(), "5: " + id + " is tried again after " + gap + " ns");
    }
    refusedAt.put(id, kernel.nanos());
  }

  /// Whether the edge came with a reload at this very instant: that a look for a running process
  /// had come to nothing was taken before it.
  private boolean isNews(Requirement edge, InstanceId id) {
    return inForceNanos == kernel.nanos()
        && earlier.units().get(id.unit()) instanceof ServiceSpec spec
        && !spec.detectors().isEmpty()
        && !spec.requires().contains(edge);
  }

  private void require(Requirement edge, InstanceId id) {
    boolean holds =
        switch (edge.until()) {
          case STARTED -> anyAlive(edge.unit(), false);
          case READY -> anyAlive(edge.unit(), true);
          // What has completed may be gone without a trace but for its recorded end.
          case COMPLETED, COMPLETED_SUCCESSFULLY -> !anyAlive(edge.unit(), false);
        };
    require(holds, "4: " + id + " is spawned although " + edge + " does not hold");
  }

  private boolean anyAlive(UnitName unit, boolean ready) {
    for (SimProcess process : kernel.processes()) {
      if (process.alive
          && process.plan.kind() == RunKind.MAIN
          && process.plan.instance().unit().equals(unit)
          && (!ready || proved(process))) {
        return true;
      }
    }
    return false;
  }

  private boolean proved(SimProcess process) {
    if (!(configuration.units().get(process.plan.instance().unit()) instanceof ServiceSpec spec)) {
      return false;
    }
    long uptime = kernel.nanos() - process.bornNanos;
    return process.proved
        || process.saidReady
        || (spec.start().readiness() == Readiness.UPTIME
            && uptime >= shortestStable.getOrDefault(spec.name(), 0L));
  }

  /// Called after every turn.
  void check(Snapshot snapshot, Iterable<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.type().equals("exited")) {
        RunId run = entry.run().orElseThrow();
        require(exitedEntries.add(run), "3: the end of " + run + " is told twice");
      }
    }
    for (SimProcess process : kernel.processes()) {
      process.proved = proved(process);
    }
    for (InstanceView view : snapshot.instances()) {
      check(view);
    }
  }

  private void check(InstanceView view) {
    boolean down =
        switch (view.state()) {
          case STOPPED, WAITING, COMPLETED, FAILED, BACKOFF -> true;
          case STARTING, RUNNING, STOPPING -> false;
        };
    boolean alive = false;
    for (SimProcess process : kernel.processes()) {
      if (process.plan.instance().equals(view.id()) && process.plan.kind() == RunKind.MAIN) {
        require(
            !down || !process.treeAlive(),
            "8: " + view.id() + " is " + view.state() + " and alive");
        alive |= process.alive;
      }
    }
    if (view.state() == StateName.STARTING) {
      checkAttempt(view);
    }
    require(view.state() != StateName.RUNNING || alive, view.id() + " is running and dead");
    if (view.state() == StateName.BACKOFF
        && configuration.units().get(view.id().unit()) instanceof ServiceSpec spec) {
      Duration left =
          Duration.between(kernel.now().wall(), view.nextStart(kernel.now()).orElseThrow());
      require(
          left.compareTo(longestPause(spec)) <= 0,
          "5: " + view.id() + " waits " + left + ", longer than its policy says");
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
    if (!kernel.isMain(run)) {
      // It is being found out whether it is up already.
      return;
    }
    Tried last = tried.get(view.id());
    if (last != null && last.run.equals(run)) {
      return;
    }
    boolean free =
        configuration.units().get(view.id().unit()) instanceof ServiceSpec spec
            && spec.requires().isEmpty();
    if (last != null && free && last.atNanos > pardonedUntil && !kernel.proved(last.run)) {
      require(
          view.attempt() > last.attempt,
          "5: "
              + view.id()
              + " failed in attempt "
              + last.attempt
              + " and counts "
              + view.attempt());
    }
    tried.put(view.id(), new Tried(run, view.attempt(), kernel.nanos()));
  }

  private record Tried(RunId run, int attempt, long atNanos) {}

  /// Called when a daemon died or ended: its successor tells of ends that it may have told of too.
  void daemonEnded() {
    exitedEntries.clear();
    tried.clear();
    // How many instances an operator wanted for the time being ends with the daemon.
    configuration = Configuration.EMPTY;
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// Called at the end, when all has been calm for long.
  void checkEnd(Snapshot snapshot) {
    for (SimProcess process : kernel.processes()) {
      if (!process.treeAlive() && !process.foreign) {
        require(
            journal.exits().containsKey(process.plan.run()),
            "3: no end is recorded of " + process.plan.run());
      }
    }
    for (InstanceView view : snapshot.instances()) {
      if (view.targetUp()) {
        boolean settled =
            switch (view.state()) {
              case RUNNING, COMPLETED, FAILED -> true;
              case WAITING -> rightlyUnmet(snapshot, view) || mayBeElsewhere(view);
              case STARTING, STOPPING, BACKOFF, STOPPED -> false;
            };
        require(settled, "progress: " + view.id() + " is still " + view.state());
      } else {
        require(
            view.state() == StateName.STOPPED, "progress: " + view.id() + " is " + view.state());
      }
    }
  }

  /// Whether a detector may have said that the instance is up without Tend.
  private boolean mayBeElsewhere(InstanceView view) {
    return view.unmet().isEmpty()
        && configuration.units().get(view.id().unit()) instanceof ServiceSpec spec
        && spec.detectors().stream().anyMatch(Detector.CommandSucceeds.class::isInstance);
  }

  /// Whether what the instance waits for really is not there, and will not come.
  private static boolean rightlyUnmet(Snapshot snapshot, InstanceView waiting) {
    return waiting.unmet().stream()
        .anyMatch(edge ->
            snapshot.instances().stream()
                    .filter(view -> view.id().unit().equals(edge.unit()))
                    .noneMatch(view -> view.state() == StateName.RUNNING && view.targetUp())
                || edge.sentence().contains("completed")
                || snapshot.instances().stream()
                    .filter(view -> view.id().unit().equals(edge.unit()) && view.targetUp())
                    .anyMatch(view -> view.state() != StateName.RUNNING));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
