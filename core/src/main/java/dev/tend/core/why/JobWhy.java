package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Once;
import dev.tend.core.text.DurationText;
import dev.tend.core.time.Moment;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers why a job is as it is: its phase, what it came to it by, and what holds up its workers.
///
/// @param now when it is said
public record JobWhy(JobView job, Snapshot snapshot, Moment now) {

  /// From the phase back to the root cause.
  public List<Answer.Link> chain() {
    InstanceId id = new InstanceId(job.name(), 1);
    List<Answer.Link> chain = new ArrayList<>();
    chain.add(new Answer.Link(id, job.state().since().wall(), phase()));
    Cause cause = job.state().cause();
    while (cause instanceof Cause.Rule(String rule, var at, Cause because)) {
      chain.add(new Answer.Link(id, at, rule));
      cause = because;
    }
    chain.add(new Answer.Link(id, cause.at(), cause.sentence()));
    return chain;
  }

  private String phase() {
    JobState state = job.state();
    String name = job.name().text();
    Duration passed = Duration.ofSeconds(age(state).toSeconds());
    String age = DurationText.of(passed);
    String counts =
        ": %d of %d completions, %d %s failed"
            .formatted(
                state.succeeded().size(),
                job.spec().rule().completions(),
                state.failed(),
                state.failed() == 1 ? "try" : "tries");
    return switch (state.phase()) {
      case Phase.Idle _ -> name + " was never run";
      case Phase.Suspended _ -> name + " has been suspended for " + age + counts;
      case Phase.Active _ -> name + " has been active for " + age + counts;
      case Phase.Ending _ -> name + " is ending its workers" + counts;
      case Phase.Over _ ->
          name + (state.complete() ? " completed " : " failed ") + age + " ago" + counts;
    };
  }

  private Duration age(JobState state) {
    Duration age = Duration.between(state.since().wall(), now.wall());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /// What its workers wait for.
  public List<String> waitingFor() {
    return workers()
        .flatMap(view ->
            Stream.concat(
                view.unmet().stream().map(InstanceView.Unmet::sentence),
                view.dates().outside().stream()))
        .distinct()
        .toList();
  }

  private Stream<InstanceView> workers() {
    return snapshot.instances().stream().filter(view -> view.id().unit().equals(job.name()));
  }

  /// What the time of day makes of it next: its own day, or its window.
  private Optional<Answer.NextStep> byTheClock() {
    if (job.spec().rule().once() == Once.DAY && !job.state().running()) {
      return job.spec()
          .days()
          .next(now.wall())
          .map(at -> new Answer.NextStep(at, "it runs again: once a day"));
    }
    return workers()
        .flatMap(view -> view.dates().coming().stream())
        .findFirst()
        .map(coming -> new Answer.NextStep(coming.at(), coming.what()));
  }

  /// What follows by itself.
  public Optional<Answer.NextStep> next() {
    long at = job.wakeNanos();
    if (at == Long.MAX_VALUE) {
      return byTheClock();
    }
    JobState state = job.state();
    String what = "its active deadline is over";
    if (state.over()) {
      what = "its ttl is over, and what is left of it is removed";
    } else if (state.pauseNanos() == at) {
      what = "the pause after a failure is over";
    } else if (state.misses().values().stream().anyMatch(each -> each.dueNanos() == at)) {
      what = "a completion that failed is tried again";
    }
    return Optional.of(new Answer.NextStep(now.wallAt(at), what));
  }
}
