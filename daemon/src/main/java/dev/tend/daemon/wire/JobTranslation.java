package dev.tend.daemon.wire;

import dev.tend.api.JobStatus;
import dev.tend.core.job.JobState;
import dev.tend.core.job.Verdict;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.JobRule;
import dev.tend.core.time.Moment;
import dev.tend.core.world.JobView;
import java.util.List;

/// Says in the words of the API how a job stands.
///
/// @param now when it is said
public record JobTranslation(Moment now) {

  public JobStatus status(JobView job) {
    JobState state = job.state();
    JobRule rule = job.spec().rule();
    long next = job.wakeNanos();
    return new JobStatus(
        job.name().text(),
        state.phaseName(),
        state.round(),
        state.atWork(),
        state.succeeded().size(),
        state.failed(),
        rule.completions(),
        rule.parallelism(),
        rule.mode() == CompletionMode.INDEXED ? "indexed" : "non-indexed",
        state.succeeded().text(),
        state.lost().text(),
        IsoTime.of(state.since().wall()),
        state.round() == 0 ? null : IsoTime.of(state.asked().wall()),
        state.over() ? IsoTime.of(state.since().wall()) : null,
        next == Long.MAX_VALUE
            ? job.nextDay(now.wall()).map(IsoTime::of).orElse(null)
            : IsoTime.of(now.wallAt(next)),
        state.verdict().map(Verdict::message).orElseGet(() -> state.cause().story()),
        conditions(state));
  }

  private static List<JobStatus.Condition> conditions(JobState state) {
    return state.conditions().stream()
        .map(each ->
            new JobStatus.Condition(
                each.type(), each.reason(), each.message(), IsoTime.of(each.at().wall())))
        .toList();
  }
}
