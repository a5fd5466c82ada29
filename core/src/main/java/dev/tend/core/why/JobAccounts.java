package dev.tend.core.why;

import dev.tend.core.cause.Cause;
import dev.tend.core.cause.Reason;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says what is known of jobs now: their phase, what they came to it by, and what holds up their
/// workers.
record JobAccounts(Snapshot snapshot, Ages ages, LastWords words, Mishaps mishaps) {

  Account of(JobView job) {
    JobState state = job.state();
    List<InstanceView.Unmet> unmet = unmet(job);
    Optional<InstanceView.Unmet> obstacle = unmet.stream().findFirst();
    String sentence =
        phase(job) + amiss(job) + obstacle.map(edge -> "; " + edge.sentence()).orElse("");
    Optional<InstanceView> failed = obstacle.isPresent() ? Optional.empty() : failed(job);
    return new Account(
        new InstanceId(job.name(), 1),
        job.name().text(),
        state.phaseName(),
        state.since().wall(),
        sentence,
        obstacle.isPresent() ? List.of() : reasons(job, failed),
        obstacle.map(InstanceView.Unmet::unit),
        waits(job, unmet),
        next(job),
        List.of(),
        failed.map(view -> Ended.of(view, words).lines()).orElse(List.of()));
  }

  /// Which hooks of its workers failed, and did not matter.
  private String amiss(JobView job) {
    return workers(job.name()).stream()
        .flatMap(view ->
            mishaps.ofWorker(view, job.spec().worker().hooks()).stream()
                .map(what -> "; worker " + view.id().number() + ": " + what))
        .collect(Collectors.joining());
  }

  /// The worker whose failure is behind what it is.
  private Optional<InstanceView> failed(JobView job) {
    boolean idle = workers(job.name()).stream().allMatch(view -> view.run().isEmpty());
    boolean pauses = job.state().phase() instanceof Phase.Active && idle;
    boolean over = job.state().cause() instanceof Cause.Rule(var _, var _, Cause.Failed _);
    return workers(job.name()).stream()
        .filter(view -> (pauses || over) && view.state() == StateName.FAILED)
        .max(Comparator.comparing(InstanceView::since));
  }

  /// What a job pauses after is told of in place of what it was begun by.
  private List<Reason> reasons(JobView job, Optional<InstanceView> failed) {
    JobState state = job.state();
    List<Reason> own = new ArrayList<>(Reason.of(state.cause()));
    Optional<String> outside =
        workers(job.name()).stream().flatMap(view -> view.dates().outside().stream()).findFirst();
    boolean idle = workers(job.name()).stream().allMatch(view -> view.run().isEmpty());
    if (outside.isPresent() && idle && state.phase() instanceof Phase.Active) {
      Instant since = state.since().wall();
      own.add(new Reason(since, Cause.Kind.CONFIGURED, Optional.empty(), outside.get()));
      return own;
    }
    if (failed.isPresent()) {
      Ended ended = Ended.of(failed.get(), words);
      if (state.phase() instanceof Phase.Active) {
        String worker = "worker " + failed.get().id().number() + " failed: " + ended.sentence();
        Reason last = Reason.of(failed.get().cause()).getLast();
        return List.of(last.saying(worker));
      }
      Reason last = own.removeLast();
      own.add(last.saying(last.sentence() + ended.wrote()));
    }
    return own;
  }

  private String phase(JobView job) {
    JobState state = job.state();
    String name = job.name().text();
    String age = ages.whole(state.since().wall());
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

  /// What keeps its workers from starting.
  private List<InstanceView.Unmet> unmet(JobView job) {
    return workers(job.name()).stream().flatMap(view -> view.unmet().stream()).distinct().toList();
  }

  private List<InstanceView> workers(UnitName job) {
    return snapshot.instances().stream().filter(view -> view.id().unit().equals(job)).toList();
  }

  private List<String> waits(JobView job, List<InstanceView.Unmet> unmet) {
    List<String> waits = new ArrayList<>(unmet.stream().map(InstanceView.Unmet::sentence).toList());
    workers(job.name()).stream()
        .flatMap(view -> view.dates().outside().stream())
        .distinct()
        .forEach(waits::add);
    switch (job.state().phase()) {
      case Phase.Idle _ -> {
        if (nextDay(job).isEmpty()) {
          waits.add("somebody to run it ('tend job run " + job.name() + "')");
        }
        outside(job).ifPresent(waits::add);
      }
      case Phase.Suspended _ ->
          waits.add("somebody to resume it ('tend job resume " + job.name() + "')");
      case Phase.Over _ -> {
        if (!job.state().complete()) {
          waits.add("somebody to run it again ('tend job run " + job.name() + "')");
        }
      }
      case Phase.Active _ -> {
        long alive = workers(job.name()).stream().filter(view -> view.run().isPresent()).count();
        if (alive > 0) {
          waits.add(alive == 1 ? "a worker to end" : alive + " workers to end");
        }
      }
      case Phase.Ending _ -> waits.add("its workers to be gone");
    }
    return waits;
  }

  /// What follows by itself.
  private Optional<Answer.NextStep> next(JobView job) {
    long at = job.wakeNanos();
    if (at == Long.MAX_VALUE) {
      return byTheClock(job);
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
    return Optional.of(new Answer.NextStep(ages.now().wallAt(at), what));
  }

  /// What the time of day makes of it next: its own day, or its window, which is nothing to a job
  /// that is done.
  private Optional<Answer.NextStep> byTheClock(JobView job) {
    String again = job.state().round() > 0 ? "again" : "for the first time";
    return nextDay(job)
        .map(at -> new Answer.NextStep(at, "it runs " + again + ": once a day"))
        .or(() ->
            workers(job.name()).stream()
                .filter(_ -> job.state().running())
                .flatMap(view -> view.dates().coming().stream())
                .findFirst()
                .map(coming -> new Answer.NextStep(coming.at(), coming.what())));
  }

  private Optional<Instant> nextDay(JobView job) {
    return job.nextDay(ages.now().wall());
  }

  /// Why nobody could run it now: `outside its window until Mon 08:00 (…)`.
  private Optional<String> outside(JobView job) {
    Instant now = ages.now().wall();
    Shift shift = Shift.of(job.spec().worker()).at(now).value();
    return shift.open()
        ? Optional.empty()
        : Optional.of(shift.outside(Shift.opening(job.spec().worker(), now), now));
  }
}
