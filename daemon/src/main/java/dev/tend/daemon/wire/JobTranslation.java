package dev.tend.daemon.wire;

import dev.tend.api.JobStatus;
import dev.tend.api.WhyAnswer;
import dev.tend.core.job.JobState;
import dev.tend.core.job.Verdict;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.JobRule;
import dev.tend.core.time.Moment;
import dev.tend.core.why.Answer;
import dev.tend.core.why.JobWhy;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
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
        state.workers().size(),
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
        next == Long.MAX_VALUE ? null : IsoTime.of(now.wallAt(next)),
        state.verdict().map(Verdict::message).orElseGet(() -> state.cause().story()),
        conditions(state));
  }

  /// Why it is as it is.
  public WhyAnswer why(JobView job, Snapshot snapshot) {
    JobWhy why = new JobWhy(job, snapshot, now);
    String name = job.name().text();
    List<Answer.Link> chain = why.chain();
    return new WhyAnswer(
        name,
        job.state().phaseName(),
        IsoTime.of(job.state().since().wall()),
        chain.getLast().sentence(),
        chain.stream()
            .map(link -> new WhyAnswer.Link(name, IsoTime.of(link.at()), link.sentence()))
            .toList(),
        why.waitingFor(),
        new Edges(snapshot).sentences(job.name()),
        why.next().map(next -> new WhyAnswer.Next(IsoTime.of(next.at()), next.what())).orElse(null),
        List.of());
  }

  private static List<JobStatus.Condition> conditions(JobState state) {
    return state.conditions().stream()
        .map(each ->
            new JobStatus.Condition(
                each.type(), each.reason(), each.message(), IsoTime.of(each.at().wall())))
        .toList();
  }
}
