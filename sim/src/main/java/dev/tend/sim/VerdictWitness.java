package dev.tend.sim;

import dev.tend.core.job.JobState;
import dev.tend.core.job.Verdict;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Snapshot;
import java.util.Optional;
import java.util.function.Supplier;

/// Holds what jobs come to against their rules: nothing else than those say, and no later.
final class VerdictWitness {

  /// What the clock of a turn may differ by.
  private static final long SLACK_NANOS = 1_000_000;

  private final SimKernel kernel;
  private final JobsInForce jobs;

  VerdictWitness(SimKernel kernel, JobsInForce jobs) {
    this.kernel = kernel;
    this.jobs = jobs;
  }

  /// Called when a job notes something new in a round that it had begun before.
  void compare(UnitName job, JobState before, JobState after) {
    if (before.verdict().isEmpty()) {
      after.verdict().ifPresent(verdict -> judge(job, verdict, after));
    }
  }

  /// Whether a job came to what its rule says that it has come to.
  private void judge(UnitName job, Verdict verdict, JobState state) {
    Optional<JobRule> known = jobs.rule(job);
    long ago = kernel.now().monotonicNanos() - state.since().monotonicNanos();
    if (known.isEmpty() || kernel.nanos() - ago <= jobs.sinceNanos()) {
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

  /// Called after every turn for each job that goes on.
  void check(UnitName job, JobRule rule, JobState state, Snapshot snapshot) {
    require(state.succeeded().size() < rule.completions(), () -> job + " is done, and goes on");
    // A daemon that ends judges no job any more: it is the next one's, however long the end takes.
    require(
        snapshot.ending() || overdueNanos(rule, state) < SLACK_NANOS,
        () -> job + " goes on after its active deadline");
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("jobs: " + what.get());
    }
  }
}
