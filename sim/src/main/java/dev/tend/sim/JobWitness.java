package dev.tend.sim;

import dev.tend.core.job.Indexes;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.job.Verdict;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Recovered;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Holds what jobs do on the machine against what they noted, and what they noted against what
/// happened on the machine: never too many workers, nothing done twice, nothing that was done
/// forgotten.
///
/// It reads what is durable only, which is all that a next daemon would know.
final class JobWitness {

  /// Workers that are to end have hooks and a stop timeout, and may be stuck in the kernel.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// What the clock of a turn may differ by.
  private static final long SLACK_NANOS = 1_000_000;

  private final SimKernel kernel;
  private final SimJournal journal;
  private final SortedMap<UnitName, JobState> last = new TreeMap<>();

  /// How those stood that the last trial removed or changed.
  private final SortedMap<UnitName, JobState> removed = new TreeMap<>();

  /// All units that there were before it: of those it may be noted that they were never begun.
  private final Set<UnitName> kept = new TreeSet<>();

  /// Those that were noted before it.
  private final Set<UnitName> before = new TreeSet<>();

  /// By which cron job each run of one was begun: it goes on by that, or by what is new.
  private final SortedMap<UnitName, JobSpec> begun = new TreeMap<>();

  private Configuration configuration = Configuration.EMPTY;
  private long askedNanos = Long.MIN_VALUE;
  private long inForceNanos = Long.MIN_VALUE;
  private int succeeded;

  JobWitness(SimKernel kernel, SimJournal journal) {
    this.kernel = kernel;
    this.journal = journal;
  }

  /// How many completions were counted.
  int succeeded() {
    return succeeded;
  }

  void inForce(Configuration next) {
    configuration = next;
    inForceNanos = kernel.nanos();
    // What comes again by that name is another one.
    last.keySet().removeIf(job -> spec(job).isEmpty());
    asked();
  }

  /// Another configuration is about to be in force.
  ///
  /// @param trial whether what it removes may come back
  void replaces(Configuration next, boolean trial) {
    // What an earlier trial removed comes back no more: what gets its name is another one.
    last.keySet().removeIf(job -> spec(job).isEmpty());
    removed.clear();
    before.clear();
    kept.clear();
    if (trial) {
      kept.addAll(configuration.units().keySet());
      before.addAll(last.keySet());
      removed.putAll(last);
      removed.keySet().removeIf(job -> spec(job).isEmpty() || stays(job, next));
    }
  }

  private boolean stays(UnitName job, Configuration next) {
    UnitSpec after = next.units().get(job);
    return after != null && after.equals(configuration.units().get(job));
  }

  /// What a trial removed is there again, and goes on as it stood; so does what it began anew.
  void cameBack() {
    // Who had never been begun is not noted before it is, and never was begun again.
    last.keySet().removeIf(job -> spec(job).isPresent() && !before.contains(job));
    removed.forEach((job, stood) -> {
      JobState now = last.get(job);
      if (now == null || now.round() > stood.round()) {
        last.put(job, stood);
      }
    });
  }

  /// Somebody asks for something: what a turn decides before it reads that cannot be told apart.
  void asked() {
    askedNanos = kernel.nanos();
  }

  /// By what a unit goes, if it is a job or the run of a cron job.
  Optional<JobSpec> spec(UnitName unit) {
    if (configuration.units().get(unit) instanceof JobSpec job) {
      return Optional.of(job);
    }
    return CronSpec.owner(unit)
        .map(configuration.units()::get)
        .filter(CronSpec.class::isInstance)
        .map(CronSpec.class::cast)
        .map(cron -> cron.job(cron.number(unit)));
  }

  /// The rule that a job keeps, if there is but one.
  private Optional<JobRule> rule(UnitName unit) {
    return spec(unit)
        .filter(spec -> begun.getOrDefault(unit, spec).equals(spec))
        .map(JobSpec::rule);
  }

  private Optional<JobState> noted(UnitName job) {
    return Optional.ofNullable(journal.jobs().get(job)).map(Recovered.Job::state);
  }

  /// Whether an edge to a job lets its unit start.
  boolean holds(Edge.Requires edge) {
    Optional<JobState> job = noted(edge.unit());
    boolean complete = job.filter(JobState::complete).isPresent();
    return askedNanos == kernel.nanos()
        || switch (edge.until()) {
          case STARTED -> complete || job.filter(state -> !state.workers().isEmpty()).isPresent();
          case READY, COMPLETED_SUCCESSFULLY -> complete;
          case COMPLETED -> job.filter(JobState::over).isPresent();
        };
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    if (plan.kind() != RunKind.MAIN || spec(id.unit()).isEmpty() || askedNanos == kernel.nanos()) {
      return;
    }
    JobState state = noted(id.unit()).orElse(null);
    require(state != null, () -> id + " is spawned, and its job is not noted");
    if (state == null) {
      return;
    }
    require(
        state.phase() instanceof Phase.Active,
        () -> id + " is spawned although its job is " + state.phase());
    Work work = state.workers().get(id.number());
    require(
        work != null && work.run().filter(plan.run()::equals).isPresent() && !work.stopping(),
        () -> id + " is spawned as " + plan.run() + ", and noted as " + work);
    if (work == null) {
      return;
    }
    int index = Integer.parseInt(plan.launch().env().getOrDefault("JOB_COMPLETION_INDEX", "-1"));
    require(work.index() == index, () -> id + " works at " + index + ", and is noted as " + work);
    require(!state.succeeded().contains(index), () -> id + " does " + index + " once more");
    require(!state.lost().contains(index), () -> id + " tries " + index + ", which is lost");
    JobState.Misses misses = state.misses().get(index);
    int before = misses == null ? 0 : misses.count();
    require(
        work.attempt() == before + 1,
        () -> id + " is in attempt " + work.attempt() + " at " + index + " after " + misses);
    rule(id.unit()).ifPresent(rule -> checkCrowd(id, rule, state));
  }

  /// Whoever is about to come is not one too many.
  private void checkCrowd(InstanceId id, JobRule rule, JobState state) {
    long others = 0;
    for (SimProcess process : kernel.living()) {
      InstanceId other = process.plan.instance();
      boolean worker = process.plan.kind() == RunKind.MAIN && other.unit().equals(id.unit());
      // Those whose slots a reload took away, and who were told to end, are on their way out.
      if (worker && process.alive && !process.asked && other.number() <= rule.slots()) {
        others++;
      }
    }
    int room = Math.min(rule.parallelism(), rule.completions() - state.succeeded().size());
    long workers = others + 1;
    require(
        workers <= room, () -> id + " is one of " + workers + " workers, with room for " + room);
  }

  /// Called after every turn, and after every death.
  void follow() {
    journal
        .jobs()
        .forEach((job, noted) -> {
          JobState before = last.put(job, noted.state());
          spec(job)
              .filter(_ -> CronSpec.owner(job).isPresent())
              .ifPresent(spec -> begun.putIfAbsent(job, spec));
          if (before != null && !before.equals(noted.state())) {
            compare(job, before, noted.state());
          }
        });
    last.keySet().retainAll(journal.jobs().keySet());
    begun.keySet().retainAll(journal.jobs().keySet());
  }

  private void compare(UnitName job, JobState before, JobState after) {
    require(after.round() >= before.round(), () -> job + " goes back to an earlier round");
    if (after.round() > before.round()) {
      return;
    }
    requireAll(before.succeeded(), after.succeeded(), job + " forgets that it has done ");
    requireAll(before.lost(), after.lost(), job + " forgets that it has lost ");
    require(after.failed() >= before.failed(), () -> job + " forgets failures");
    // A limit that a reload has lowered since is for the failures that come.
    boolean limited =
        after.failed() > before.failed()
            && after.phase() instanceof Phase.Active
            && inForceNanos != kernel.nanos();
    require(
        !limited || rule(job).filter(rule -> after.failed() > rule.retries().limit()).isEmpty(),
        () -> job + " goes on after " + after.failed() + " failures");
    require(
        !before.over() || (after.over() && after.workers().isEmpty()),
        () -> job + " is over, and goes on as " + after.phase());
    int failed = 0;
    int other = 0;
    for (var each : before.workers().entrySet()) {
      Work work = each.getValue();
      Work next = after.workers().get(each.getKey());
      boolean goesOn =
          next != null
              && next.index() == work.index()
              && next.attempt() == work.attempt()
              && !next.counted();
      if (!goesOn && !work.counted() && work.index() != Work.NOTHING) {
        switch (left(new InstanceId(job, each.getKey()), work, before, after)) {
          case SUCCEEDED -> {}
          case FAILED -> failed++;
          case UNKNOWN -> other++;
        }
      }
    }
    int counted = after.failed() - before.failed();
    int least = failed;
    int most = failed + other;
    require(
        least <= counted && counted <= most,
        () -> job + " counts " + counted + " failures of " + least + " to " + most);
    if (before.verdict().isEmpty()) {
      after.verdict().ifPresent(verdict -> judge(job, verdict, after));
    }
  }

  private static void requireAll(Indexes before, Indexes after, String what) {
    for (Indexes.Range range : before.ranges()) {
      for (int index = range.first(); index <= range.last(); index++) {
        int missing = index;
        require(after.contains(index), () -> what + missing);
      }
    }
  }

  /// What became of what a worker was at, as far as that is beyond doubt.
  private enum Left {
    SUCCEEDED,
    FAILED,
    UNKNOWN
  }

  /// What a worker was at is not what it is at any more: it was done, failed, or was interrupted.
  private Left left(InstanceId id, Work work, JobState before, JobState after) {
    if (rule(id.unit()).isEmpty()) {
      return Left.UNKNOWN;
    }
    int index = work.index();
    Optional<SimProcess> process = work.run().flatMap(kernel::process);
    if (after.succeeded().contains(index)) {
      Optional<Exit> exit = process.flatMap(each -> each.exit);
      require(
          askedNanos == kernel.nanos() || exit.filter(end -> succeeds(id, end)).isPresent(),
          () -> id + " is said to have done " + index + ", and came to " + exit);
      require(
          process.filter(each -> each.alive).isEmpty(),
          () -> id + " is said to have done " + index + ", and is alive");
      succeeded++;
      return Left.SUCCEEDED;
    }
    Optional<Exit> seen = work.run().flatMap(run -> Optional.ofNullable(journal.exits().get(run)));
    boolean byItself = process.filter(each -> !each.asked).isPresent() && !work.stopping();
    if (seen.isEmpty()
        || !byItself
        || askedNanos == kernel.nanos()
        || hasHooks(id)
        || before.over()) {
      return Left.UNKNOWN;
    }
    require(
        !succeeds(id, seen.get()),
        () -> id + " has done " + index + ", and that is not counted in " + after);
    return Left.FAILED;
  }

  private boolean succeeds(InstanceId id, Exit end) {
    return spec(id.unit()).filter(spec -> spec.worker().succeeds(end)).isPresent();
  }

  /// With hooks an end by itself may still be the end of a stop, or of a start that failed.
  private boolean hasHooks(InstanceId id) {
    return spec(id.unit()).filter(spec -> !spec.worker().hooks().equals(Hooks.NONE)).isPresent();
  }

  /// Whether a job came to what its rule says that it has come to.
  private void judge(UnitName job, Verdict verdict, JobState state) {
    Optional<JobRule> known = rule(job);
    long ago = kernel.now().monotonicNanos() - state.since().monotonicNanos();
    if (known.isEmpty() || kernel.nanos() - ago <= inForceNanos) {
      return;
    }
    JobRule rule = known.get();
    boolean right =
        switch (verdict.reason()) {
          case COMPLETIONS_REACHED -> state.succeeded().size() >= rule.completions();
          case BACKOFF_LIMIT_EXCEEDED -> state.failed() > rule.retries().limit();
          case FAILED_INDEXES ->
              !state.lost().ranges().isEmpty()
                  && state.lost().size() + state.succeeded().size() >= rule.completions();
          case DEADLINE_EXCEEDED -> overdueNanos(rule, state) >= 0;
          case FAIL_EXIT_CODE -> failed(job, rule);
          case STOPPED -> true;
        };
    require(right, () -> job + " has come to " + verdict + " with " + state);
  }

  private boolean failed(UnitName job, JobRule rule) {
    for (SimProcess process : kernel.processes()) {
      if (process.plan.instance().unit().equals(job)
          && process.exit.orElse(null) instanceof Exit.Code(int code)
          && rule.retries().failCodes().contains(code)) {
        return true;
      }
    }
    return false;
  }

  /// How long its active deadline has passed for; less than 0 if it has not.
  private long overdueNanos(JobRule rule, JobState state) {
    return rule.activeDeadline()
        .flatMap(limit -> state.active().map(from -> from.nanosAfter(limit)))
        .map(due -> kernel.now().monotonicNanos() - due)
        .orElse(Long.MIN_VALUE);
  }

  /// Called after every turn.
  void check(Snapshot snapshot) {
    follow();
    journal
        .jobs()
        .forEach(
            (job, noted) -> rule(job).ifPresent(rule -> check(job, rule, noted.state(), snapshot)));
    for (SimProcess process : kernel.living()) {
      if (process.plan.kind() == RunKind.MAIN) {
        noted(process.plan.instance().unit()).ifPresent(state -> check(process, state, snapshot));
      }
    }
  }

  private void check(UnitName job, JobRule rule, JobState state, Snapshot snapshot) {
    if (!(state.phase() instanceof Phase.Active)) {
      return;
    }
    require(state.succeeded().size() < rule.completions(), () -> job + " is done, and goes on");
    // A daemon that ends judges no job any more: it is the next one's, however long the end takes.
    require(
        snapshot.ending() || overdueNanos(rule, state) < SLACK_NANOS,
        () -> job + " goes on after its active deadline");
    state
        .workers()
        .forEach((slot, work) -> {
          InstanceId id = new InstanceId(job, slot);
          boolean lives =
              work.run().flatMap(kernel::process).filter(process -> process.alive).isPresent();
          require(
              !lives || snapshot.find(id).flatMap(InstanceView::run).equals(work.run()),
              () -> id + " is not adopted: it lives as " + work.run());
        });
  }

  /// Whoever works is known to its job, and ends with it.
  private void check(SimProcess process, JobState state, Snapshot snapshot) {
    InstanceId id = process.plan.instance();
    boolean leaving =
        process.asked || !process.alive || snapshot.find(id).filter(JobWitness::goes).isPresent();
    require(
        leaving || state.workers().containsKey(id.number()),
        () -> id + " works, and its job does not know it");
    boolean works = state.phase() instanceof Phase.Active;
    long rest = kernel.now().monotonicNanos() - state.since().monotonicNanos();
    require(
        works || rest < PATIENCE.toNanos() || process.bornNanos > kernel.nanos() - rest,
        () -> id + " works, and its job is " + state.phase());
  }

  /// Whether it goes, be it after those that need it.
  private static boolean goes(InstanceView view) {
    return view.state() == StateName.STOPPING || !view.targetUp();
  }

  /// Called at the end, when all has been calm for long: nothing is left of what is over.
  void checkEnd(Snapshot snapshot) {
    for (UnitName job : journal.jobs().keySet()) {
      require(
          spec(job).isPresent() || removed.containsKey(job) || kept.contains(job),
          () -> "a record of " + job + " is left");
    }
    for (InstanceView view : snapshot.instances()) {
      require(
          configuration.units().containsKey(view.id().unit()), () -> view.id() + " is left there");
    }
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("jobs: " + what.get());
    }
  }
}
