package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds what happened on the machine against the invariants of the design, knowing the machine and
/// the operator, and nothing of how the daemon thinks.
final class Witness {
  /// What an operator asked for is carried out without the pauses of the policy; by then it is.
  private static final Duration PARDON = Duration.ofSeconds(25);

  /// What the clock of a turn may differ by.
  private static final long SLACK_NANOS = 1_000_000;

  private final SimKernel kernel;
  private final SimOutput output;
  private final Set<InstanceId> held = new TreeSet<>();

  /// What was held down of those that the last trial removed.
  private final Set<InstanceId> removed = new TreeSet<>();

  private final Set<RunId> exitedEntries = new HashSet<>();
  private final Map<InstanceId, Long> refusedAt = new HashMap<>();
  private final ProbeWitness probes;
  private final FollowWitness follows;
  final HookWitness hooks;
  private final OrderWitness order;
  final DateWitness dates;
  final JobWitness jobs;
  private final Continuity continuity = new Continuity();
  private final Map<InstanceId, Tried> tried = new HashMap<>();

  /// Who was ready by an earlier rule is ready by a later one.
  private final Map<UnitName, Long> shortestStable = new HashMap<>();

  private boolean ending;
  private long pardonedUntil;
  private final Map<UnitName, Integer> scale = new HashMap<>();
  private Configuration configuration = Configuration.EMPTY;
  private Configuration earlier = Configuration.EMPTY;
  private long inForceNanos;

  Witness(SimKernel kernel, SimOutput output, SimJournal journal) {
    this.kernel = kernel;
    this.jobs = new JobWitness(kernel, journal);
    this.output = output;
    this.probes = new ProbeWitness(kernel);
    this.follows = new FollowWitness(kernel);
    this.hooks = new HookWitness(kernel);
    this.order = new OrderWitness(kernel);
    this.dates = new DateWitness(kernel);
  }

  /// An operator asks for something.
  void asked(Request request) {
    order.asked(request);
    jobs.asked();
  }

  /// Called with what a turn tells of, before any of it is done.
  void told(Entry entry) {
    hooks.told(entry);
    order.told(entry);
  }

  /// A reload is about to be asked for.
  ///
  /// @param trial whether what it removes may come back
  void replaces(Configuration next, boolean trial) {
    jobs.replaces(next, trial);
    removed.clear();
    if (trial) {
      held.stream().filter(id -> !next.units().containsKey(id.unit())).forEach(removed::add);
    }
  }

  /// What a trial removed is there again, as it stood.
  void cameBack() {
    jobs.cameBack();
    held.addAll(removed);
  }

  /// A reload was asked for.
  void inForce(Configuration next) {
    Configuration before = configuration;
    hooks.asked();
    earlier = before;
    inForceNanos = kernel.nanos();
    kernel.prober.forgetAnswers();
    configuration = next;
    dates.inForce(next);
    follows.inForce(next);
    jobs.inForce(next);
    order.inForce(next);
    held.removeIf(id -> !next.units().containsKey(id.unit()));
    continuity.forget(id -> !next.units().containsKey(id.unit()));
    continuity.mayStart(_ -> true);
    scale.keySet().retainAll(next.units().keySet());
    for (UnitSpec unit : next.units().values()) {
      ServiceSpec spec = unit.each();
      if (!unit.equals(before.units().get(spec.name()))) {
        scaled(spec.name(), spec.instances());
      }
      shortestStable.merge(spec.name(), spec.start().stableAfter().toNanos(), Math::min);
    }
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// A daemon starts. How many instances an operator wanted for the time being ended with the last
  /// one.
  void opening(Configuration first) {
    if (ending) {
      daemonEnded();
      ending = false;
    }
    configuration = first;
    order.opening(first);
    dates.inForce(first);
    follows.inForce(first);
    jobs.inForce(first);
    for (UnitSpec unit : first.units().values()) {
      ServiceSpec spec = unit.each();
      scaled(spec.name(), spec.instances());
      shortestStable.merge(spec.name(), spec.start().stableAfter().toNanos(), Math::min);
    }
  }

  /// What was written of the instances of a unit, its later versions included.
  private Optional<ServiceSpec> written(UnitName unit) {
    return Optional.ofNullable(configuration.units().get(unit))
        .map(UnitSpec::each)
        .or(() -> jobs.spec(unit).map(JobSpec::worker));
  }

  /// By what they go now.
  private Optional<ServiceSpec> spec(UnitName unit) {
    return written(unit).map(dates::inForce);
  }

  /// Whether its job alone says what it does.
  private boolean works(InstanceId id) {
    return jobs.spec(id.unit()).isPresent();
  }

  /// Those of them that are workers.
  Set<InstanceId> workers(Set<InstanceId> instances) {
    return instances.stream().filter(this::works).collect(Collectors.toCollection(TreeSet::new));
  }

  /// An operator's stop was acknowledged.
  void stopped(Set<InstanceId> instances) {
    instances.stream()
        .filter(id -> !works(id))
        .filter(id -> id.number() <= scale.getOrDefault(id.unit(), 0))
        .forEach(held::add);
  }

  /// Instances beyond these are gone, and what was asked of them with them.
  void scaled(UnitName unit, int instances) {
    Integer before = scale.put(unit, instances);
    int kept = before == null ? instances : Math.min(before, instances);
    held.removeIf(id -> id.unit().equals(unit) && id.number() > instances);
    tried.keySet().removeIf(id -> id.unit().equals(unit) && id.number() > kept);
    continuity.forget(id -> id.unit().equals(unit) && id.number() > kept);
    hooks.gone(id -> id.unit().equals(unit) && id.number() > kept);
  }

  /// An operator's start or restart may have been taken: it and what it requires may start.
  void mayStart(Set<InstanceId> instances) {
    hooks.asked();
    Set<UnitName> units = new TreeSet<>();
    instances.forEach(id -> closure(id.unit(), units));
    continuity.mayStart(id -> units.contains(id.unit()));
    instances.forEach(held::remove);
    held.removeIf(
        id -> units.contains(id.unit()) && !instances.contains(id) && pulled(id, instances));
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// A rolling restart may have been taken: these are tried again.
  void mayRoll(Set<InstanceId> instances) {
    continuity.mayStart(instances::contains);
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// New instances of this unit pull up what it requires.
  void mayPull(UnitName unit) {
    Set<UnitName> units = new TreeSet<>();
    closure(unit, units);
    continuity.mayStart(id -> units.contains(id.unit()));
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  /// A shutdown was asked for: what it brings down is to start with the next daemon.
  void ending() {
    ending = true;
  }

  private boolean pulled(InstanceId id, Set<InstanceId> started) {
    return started.stream().noneMatch(other -> other.unit().equals(id.unit()))
        || required(id.unit());
  }

  private boolean required(UnitName unit) {
    return configuration.units().values().stream()
        .map(UnitSpec::each)
        .flatMap(spec -> Stream.concat(Stream.of(spec), spec.timing().later().stream()))
        .anyMatch(spec -> pulls(spec).anyMatch(edge -> edge.unit().equals(unit)));
  }

  private void closure(UnitName unit, Set<UnitName> into) {
    if (into.add(unit)) {
      // Each version has edges of its own, and any may have come into force just now.
      written(unit).stream()
          .flatMap(spec -> Stream.concat(Stream.of(spec), spec.timing().later().stream()))
          .flatMap(Witness::pulls)
          .forEach(edge -> closure(edge.unit(), into));
    }
  }

  private static Stream<Edge> pulls(ServiceSpec spec) {
    return spec.edges().stream().filter(edge -> !(edge instanceof Edge.After));
  }

  private static Stream<Edge.Requires> requires(ServiceSpec spec) {
    return spec.edges().stream()
        .filter(Edge.Requires.class::isInstance)
        .map(Edge.Requires.class::cast);
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
    if (!ending && !works(id)) {
      continuity.spawning(id);
    }
    require(!held.contains(id), () -> "2: " + id + " is spawned although an operator stopped it");
    spec(id.unit())
        .ifPresent(spec ->
            requires(spec).filter(edge -> !isNews(edge, id)).forEach(edge -> require(edge, id)));
    if (works(id)) {
      return;
    }
    Long refused = refusedAt.get(id);
    if (refused != null && refused > pardonedUntil) {
      long gap = kernel.nanos() - refused;
      require(
          gap >= Backoff.FLOOR.toNanos(),
          () -> "5: " + id + " is tried again after " + gap + " ns");
    }
    refusedAt.put(id, kernel.nanos());
  }

  /// Whether the edge came with a reload, or another version, at this very instant: that a look for
  /// a running process had come to nothing, the last hook to its end, or a process, which is
  /// replaced at once, was taken before it.
  private boolean isNews(Edge edge, InstanceId id) {
    ServiceSpec before =
        Optional.ofNullable(earlier.units().get(id.unit()))
            .map(UnitSpec::each)
            .orElse(ServiceSpec.of("nobody", "/bin/false"));
    boolean reloaded = inForceNanos == kernel.nanos() && !before.edges().contains(edge);
    boolean began =
        !before.detectors().isEmpty() || !before.hooks().preStart().isEmpty() || endsNow(id);
    return (reloaded && began) || (dates.changedNow(id.unit()) && endsNow(id));
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
    require(holds, () -> "4: " + id + " is spawned although " + edge + " does not hold");
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
          && (!ready || proved(process))) {
        return true;
      }
    }
    return false;
  }

  private boolean proved(SimProcess process) {
    return spec(process.plan.instance().unit()).filter(spec -> proved(process, spec)).isPresent();
  }

  private boolean proved(SimProcess process, ServiceSpec spec) {
    long uptime = kernel.nanos() - process.bornNanos;
    if (spec.start().readiness().equals(Readiness.PROBED)) {
      return process.proved || process.found;
    }
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
        this.earlier.units().get(spec.name()) instanceof ServiceSpec before
            ? before.start().within().toNanos()
            : Long.MAX_VALUE;
    return Math.min(earlier, spec.start().within().toNanos());
  }

  /// A window that opens, or another version, lets its unit and what that requires start anew.
  private void followDates() {
    Set<UnitName> changed = dates.follow();
    if (!changed.isEmpty()) {
      Set<UnitName> units = new TreeSet<>();
      changed.forEach(unit -> closure(unit, units));
      continuity.mayStart(id -> units.contains(id.unit()));
      hooks.asked();
      pardonedUntil = kernel.nanos() + PARDON.toNanos();
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
    for (SimProcess process : kernel.living()) {
      if (process.alive && process.plan.kind() == RunKind.MAIN) {
        process.proved = proved(process);
      }
    }
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
    spec(view.id().unit()).ifPresent(spec -> follows.check(view, spec));
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
    if (view.state() == StateName.STARTING && !works(view.id())) {
      checkAttempt(view);
    }
    if (view.state() == StateName.RUNNING) {
      checkProof(view);
      checkSilence(view);
      // A successor may find a run proved of which nobody saw the start.
      tried.remove(view.id());
    }
    if (!ending
        && !works(view.id())
        && view.id().number() <= scale.getOrDefault(view.id().unit(), 0)) {
      continuity.check(view);
    }
    require(view.state() != StateName.RUNNING || alive, () -> view.id() + " is running and dead");
    if (view.state() == StateName.BACKOFF
        && configuration.units().get(view.id().unit()) instanceof ServiceSpec spec) {
      Duration left =
          Duration.between(kernel.now().wall(), view.nextStart(kernel.now()).orElseThrow());
      require(
          left.compareTo(longestPause(spec)) <= 0,
          () -> "5: " + view.id() + " waits " + left + ", longer than its policy says");
    }
  }

  /// Called when a process is asked to end because it hangs: it was silent for so long, or said
  /// that it would end and did not.
  void aborting(SimProcess process) {
    Optional<Duration> every = process.plan.signs().watchdog();
    if (process.behaviour.talk().stopsAfterNanos().isPresent() || every.isEmpty()) {
      return;
    }
    require(
        silence(process) >= every.get().toNanos(),
        () -> process.plan.run() + " is said to hang after " + silence(process) + " ns");
  }

  /// Who runs has shown that it does its work, by the rule that holds now or held while it started.
  private void checkProof(InstanceView view) {
    view.run()
        .flatMap(kernel::process)
        .ifPresent(process ->
            require(
                process.proved || process.stray || inForceNanos >= process.bornNanos,
                () -> view.id() + " is running, and has not shown that it does its work"));
  }

  private void checkSilence(InstanceView view) {
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
            .ifPresent(every ->
                require(
                    mayBeSilent || silence(process) <= every.toNanos() + SLACK_NANOS,
                    () -> view.id() + " is running and hangs"));
      }
    }
  }

  private long silence(SimProcess process) {
    long heard = Math.max(process.tickedNanos, process.runningNanos);
    return kernel.nanos() - Math.max(heard, Math.max(process.bornNanos, process.takenOverNanos));
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
        configuration.units().get(view.id().unit()) instanceof ServiceSpec spec
            && requires(spec).findAny().isEmpty();
    if (last != null && free && last.atNanos > pardonedUntil && !proved(last.run)) {
      require(
          view.attempt() > last.attempt,
          () ->
              "5: "
                  + view.id()
                  + " failed in attempt "
                  + last.attempt
                  + " and counts "
                  + view.attempt());
    }
    tried.put(view.id(), new Tried(run, view.attempt(), kernel.nanos()));
  }

  /// Whether it was seen to do its work, or was up for so long though no turn came to see it.
  private boolean proved(RunId run) {
    return kernel
        .process(run)
        .filter(process -> process.proved || stays(process, process.endedNanos - process.bornNanos))
        .isPresent();
  }

  private boolean stays(SimProcess process, long uptime) {
    return spec(process.plan.instance().unit())
        .filter(spec -> spec.start().readiness().equals(Readiness.UPTIME))
        .filter(spec -> uptime >= shortestStable.getOrDefault(spec.name(), Long.MAX_VALUE))
        .isPresent();
  }

  private record Tried(RunId run, int attempt, long atNanos) {}

  /// Called when a daemon died, or left its processes: its successor tells of ends that it may have
  /// told of too, and counts on.
  void daemonDied() {
    exitedEntries.clear();
  }

  /// Called when a daemon ended with its processes: what comes next is a start like the first.
  void daemonEnded() {
    hooks.asked();
    exitedEntries.clear();
    tried.clear();
    continuity.forget(_ -> true);
    pardonedUntil = kernel.nanos() + PARDON.toNanos();
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation(what.get());
    }
  }
}
