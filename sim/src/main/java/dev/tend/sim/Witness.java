package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Holds what happened on the machine against the invariants of the design, knowing the machine and
/// the operator, and nothing of how the daemon thinks.
final class Witness {
  private final SimKernel kernel;
  private final SimOutput output;
  private final Set<RunId> exitedEntries = new HashSet<>();
  private final ProbeWitness probes;
  private final FollowWitness follows;
  final HookWitness hooks;
  private final OrderWitness order;
  final DateWitness dates;
  final JobWitness jobs;
  private final Continuity continuity = new Continuity();
  private final JobsInForce jobsInForce;
  private final InForce inForce;
  private final ReadinessWitness readiness;
  private final StoppedWitness stopped;
  private final RequiresWitness requires;
  private final PaceWitness pace;
  private final WatchdogWitness watchdogs;
  private boolean ending;

  Witness(SimKernel kernel, SimOutput output, SimJournal journal) {
    this.kernel = kernel;
    this.jobsInForce = new JobsInForce(kernel, journal);
    this.jobs = new JobWitness(kernel, journal, jobsInForce);
    this.output = output;
    this.probes = new ProbeWitness(kernel);
    this.follows = new FollowWitness(kernel, journal);
    this.hooks = new HookWitness(kernel);
    this.order = new OrderWitness(kernel);
    this.dates = new DateWitness(kernel);
    this.inForce = new InForce(kernel, jobsInForce, dates);
    this.stopped = new StoppedWitness(inForce);
    this.readiness = new ReadinessWitness(kernel, inForce);
    this.requires = new RequiresWitness(kernel, inForce, readiness, dates, jobsInForce);
    this.pace = new PaceWitness(kernel, inForce, readiness);
    this.watchdogs = new WatchdogWitness(kernel);
  }

  /// An operator asks for something.
  void asked(Request request) {
    order.asked(request);
    jobsInForce.asked();
  }

  /// Called with what a turn tells of, before any of it is done.
  void told(Entry entry) {
    hooks.told(entry);
    order.told(entry);
    probes.told(entry);
  }

  /// A reload is about to be asked for.
  ///
  /// @param trial whether what it removes may come back
  void replaces(Configuration next, boolean trial) {
    jobs.replaces(next, trial);
    stopped.replaces(next, trial);
  }

  /// What a trial removed is there again, as it stood.
  void cameBack() {
    jobs.cameBack();
    stopped.cameBack();
  }

  /// A reload was asked for.
  void inForce(Configuration next) {
    Configuration before = inForce.configuration();
    hooks.asked();
    kernel.prober.forgetAnswers();
    inForce.put(next);
    readiness.inForce(next);
    dates.inForce(next);
    follows.inForce(next);
    jobs.inForce(next);
    order.inForce(next);
    stopped.inForce(next);
    continuity.forget(id -> !next.units().containsKey(id.unit()));
    continuity.mayStart(_ -> true);
    for (UnitSpec unit : next.units().values()) {
      ServiceSpec spec = unit.each();
      if (!unit.equals(before.units().get(spec.name()))) {
        scaled(spec.name(), spec.instances());
      }
    }
    pace.pardon();
  }

  /// A daemon starts. How many instances an operator wanted for the time being ended with the last
  /// one.
  void opening(Configuration first) {
    if (ending) {
      daemonEnded();
      ending = false;
    }
    inForce.opening(first);
    readiness.inForce(first);
    order.opening(first);
    dates.inForce(first);
    follows.inForce(first);
    jobs.inForce(first);
    for (UnitSpec unit : first.units().values()) {
      ServiceSpec spec = unit.each();
      scaled(spec.name(), spec.instances());
    }
  }

  /// Those of them that are workers.
  Set<InstanceId> workers(Set<InstanceId> instances) {
    return instances.stream().filter(inForce::works).collect(Collectors.toCollection(TreeSet::new));
  }

  /// An operator's stop was acknowledged.
  void stopped(Set<InstanceId> instances) {
    stopped.stopped(instances);
  }

  /// Instances beyond these are gone, and what was asked of them with them.
  void scaled(UnitName unit, int instances) {
    int kept = stopped.scaled(unit, instances);
    pace.forget(id -> id.unit().equals(unit) && id.number() > kept);
    continuity.forget(id -> id.unit().equals(unit) && id.number() > kept);
    hooks.gone(id -> id.unit().equals(unit) && id.number() > kept);
  }

  /// An operator's start or restart may have been taken: it and what it requires may start.
  void mayStart(Set<InstanceId> instances) {
    hooks.asked();
    Set<UnitName> units = new TreeSet<>();
    instances.forEach(id -> units.addAll(inForce.closure(id.unit())));
    continuity.mayStart(id -> units.contains(id.unit()));
    stopped.mayStart(instances, units);
    pace.pardon();
  }

  /// A rolling restart may have been taken: these are tried again.
  void mayRoll(Set<InstanceId> instances) {
    continuity.mayStart(instances::contains);
    pace.pardon();
  }

  /// New instances of this unit pull up what it requires.
  void mayPull(UnitName unit) {
    Set<UnitName> units = inForce.closure(unit);
    continuity.mayStart(id -> units.contains(id.unit()));
    pace.pardon();
  }

  /// A shutdown was asked for: what it brings down is to start with the next daemon.
  void ending() {
    ending = true;
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    require(
        plan.heard() || output.isOpen(plan.writer()),
        () -> "output of " + id + " is not open at its spawn");
    hooks.spawning(plan);
    if (plan.kind() != RunKind.MAIN) {
      return;
    }
    followDates();
    dates.spawning(plan);
    for (SimProcess other : kernel.processes(id)) {
      require(
          !(other.treeAlive() && other.plan.kind() == RunKind.MAIN),
          () -> "1: " + id + " is spawned while " + other.plan.run() + " is alive");
    }
    order.spawning(plan);
    jobs.spawning(plan);
    if (!ending && !inForce.works(id)) {
      continuity.spawning(id);
    }
    stopped.spawning(id);
    requires.spawning(id);
    if (!inForce.works(id)) {
      pace.spawning(id);
    }
  }

  /// A window that opens, or another version, lets its unit and what that requires start anew.
  private void followDates() {
    Set<UnitName> changed = dates.follow();
    if (!changed.isEmpty()) {
      Set<UnitName> units = new TreeSet<>();
      changed.forEach(unit -> units.addAll(inForce.closure(unit)));
      continuity.mayStart(id -> units.contains(id.unit()));
      hooks.asked();
      pace.pardon();
    }
  }

  /// Called after every turn.
  void check(Snapshot snapshot, Iterable<Entry> entries) {
    followDates();
    dates.check();
    for (Entry entry : entries) {
      if (entry.type().equals("exited")) {
        RunId run = entry.run().orElseThrow();
        require(exitedEntries.add(run), () -> "3: the end of " + run + " is told twice");
      }
    }
    readiness.follow();
    probes.check(snapshot);
    order.check(snapshot);
    jobs.check(snapshot);
    for (InstanceView view : snapshot.instances()) {
      check(view);
    }
    for (Rolling rolling : snapshot.rollings()) {
      if (rolling.phase() == Rolling.Phase.ROLLING) {
        mayRoll(Set.copyOf(rolling.old()));
      }
    }
  }

  private void check(InstanceView view) {
    hooks.check(view);
    inForce.spec(view.id().unit()).ifPresent(spec -> follows.check(view, spec));
    boolean down =
        switch (view.state()) {
          case STOPPED, WAITING, COMPLETED, FAILED, BACKOFF -> true;
          case STARTING, RUNNING, STOPPING -> false;
        };
    boolean alive = false;
    for (SimProcess process : kernel.processes(view.id())) {
      if (process.plan.kind() == RunKind.MAIN) {
        require(
            !down || !process.treeAlive(),
            () -> "8: " + view.id() + " is " + view.state() + " and alive");
        alive |= process.alive;
      }
    }
    if (view.state() == StateName.RUNNING) {
      readiness.check(view);
      watchdogs.check(view);
    }
    if (!inForce.works(view.id())) {
      pace.check(view);
    }
    if (!ending && !inForce.works(view.id()) && stopped.counts(view.id())) {
      continuity.check(view);
    }
    require(view.state() != StateName.RUNNING || alive, () -> view.id() + " is running and dead");
  }

  /// Called when a process is asked to end because it hangs.
  void aborting(SimProcess process) {
    watchdogs.aborting(process);
  }

  /// Called when a daemon died, or left its processes: its successor tells of ends that it may have
  /// told of too, and counts on.
  void daemonDied() {
    exitedEntries.clear();
  }

  /// Called when a daemon ended with its processes: what comes next is a start like the first.
  void daemonEnded() {
    hooks.asked();
    exitedEntries.clear();
    pace.forget(_ -> true);
    continuity.forget(_ -> true);
    pace.pardon();
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation(what.get());
    }
  }
}
