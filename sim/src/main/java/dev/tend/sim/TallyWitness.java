package dev.tend.sim;

import dev.tend.core.job.Indexes;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.Optional;
import java.util.function.Supplier;

/// Holds what jobs count against what became of their workers: what was done or lost stays so, and
/// each failure counts once.
final class TallyWitness {
  private final SimKernel kernel;
  private final SimJournal journal;
  private final JobsInForce jobs;

  TallyWitness(SimKernel kernel, SimJournal journal, JobsInForce jobs) {
    this.kernel = kernel;
    this.journal = journal;
    this.jobs = jobs;
  }

  /// Called when a job notes something new in a round that it had begun before.
  void compare(UnitName job, JobState before, JobState after) {
    requireAll(before.succeeded(), after.succeeded(), job + " forgets that it has done ");
    requireAll(before.lost(), after.lost(), job + " forgets that it has lost ");
    require(after.failed() >= before.failed(), () -> job + " forgets failures");
    // A limit that a reload has lowered since is for the failures that come.
    boolean limited =
        after.failed() > before.failed()
            && after.phase() instanceof Phase.Active
            && jobs.sinceNanos() != kernel.nanos();
    require(
        !limited
            || jobs.rule(job).filter(rule -> after.failed() > rule.retries().limit()).isEmpty(),
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
    if (jobs.rule(id.unit()).isEmpty()) {
      return Left.UNKNOWN;
    }
    int index = work.index();
    Optional<SimProcess> process = work.run().flatMap(kernel::process);
    if (after.succeeded().contains(index)) {
      Optional<Exit> exit = process.flatMap(each -> each.exit);
      require(
          jobs.askedNow() || exit.filter(end -> jobs.succeeds(id, end)).isPresent(),
          () -> id + " is said to have done " + index + ", and came to " + exit);
      require(
          process.filter(each -> each.alive).isEmpty(),
          () -> id + " is said to have done " + index + ", and is alive");
      return Left.SUCCEEDED;
    }
    Optional<Exit> seen = work.run().flatMap(run -> Optional.ofNullable(journal.exits().get(run)));
    boolean byItself = process.filter(each -> !each.asked).isPresent() && !work.stopping();
    if (seen.isEmpty() || !byItself || jobs.askedNow() || mayBeLeaving(id) || before.over()) {
      return Left.UNKNOWN;
    }
    require(
        !jobs.succeeds(id, seen.get()),
        () -> id + " has done " + index + ", and that is not counted in " + after);
    return Left.FAILED;
  }

  /// Whether an end by itself may still be the end of a start that failed, or of a stop: between
  /// such a decision and the signal that follows from it are the hooks before the stop, and it is a
  /// hook after the start that may fail at the very instant of the end.
  private boolean mayBeLeaving(InstanceId id) {
    return jobs.spec(id.unit())
        .map(spec -> spec.worker().hooks())
        .filter(hooks -> !hooks.preStop().isEmpty() || !hooks.postStart().isEmpty())
        .isPresent();
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("jobs: " + what.get());
    }
  }
}
