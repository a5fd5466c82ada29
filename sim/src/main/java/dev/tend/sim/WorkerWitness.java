package dev.tend.sim;

import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.function.Supplier;

/// Holds workers against what their job has noted of them: nobody works whom it does not know, at
/// anything else, or as one too many.
final class WorkerWitness {

  /// Workers that are to end have hooks and a stop timeout, and may be stuck in the kernel.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SimKernel kernel;
  private final JobsInForce jobs;

  WorkerWitness(SimKernel kernel, JobsInForce jobs) {
    this.kernel = kernel;
    this.jobs = jobs;
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    if (plan.kind() != RunKind.MAIN || jobs.spec(id.unit()).isEmpty() || jobs.askedNow()) {
      return;
    }
    JobState state = jobs.noted(id.unit()).orElse(null);
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
    jobs.rule(id.unit()).ifPresent(rule -> checkCrowd(id, rule, state));
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

  /// Called after every turn for each job that goes on.
  void check(UnitName job, JobState state, Snapshot snapshot) {
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

  /// Called after every turn for each that lives: it is known to its job, and ends with it.
  void check(SimProcess process, JobState state, Snapshot snapshot) {
    InstanceId id = process.plan.instance();
    boolean leaving =
        process.asked
            || !process.alive
            || snapshot.find(id).filter(WorkerWitness::goes).isPresent();
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

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("jobs: " + what.get());
    }
  }
}
