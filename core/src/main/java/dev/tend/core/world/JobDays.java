package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.Verdict;
import dev.tend.core.schedule.Occasions;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Begins the jobs that run once a day, each on its day.
///
/// When a job was last begun is part of its state, and noted with it; so a day that it was begun on
/// is known to every daemon, and comes back with no clock. One that is still at the day before goes
/// on, and is begun when that is over.
final class JobDays {
  private final Jobs jobs;
  private List<JobView> seen = List.of();

  /// From here to [#next] no day begins.
  private Instant last = Instant.MIN;

  private Instant next = Instant.MAX;

  JobDays(Jobs jobs) {
    this.jobs = jobs;
  }

  /// Begins those whose day it is; `false` if there is none.
  // The list is made anew when anything in it changes, and only then.
  @SuppressWarnings("ReferenceEquality")
  boolean follow(Moment now) {
    Instant moment = now.wall();
    List<JobView> views = jobs.views();
    if (views == seen && !moment.isBefore(last) && moment.isBefore(next)) {
      return false;
    }
    seen = views;
    last = moment;
    next = Instant.MAX;
    boolean any = false;
    for (JobView job : views) {
      if (job.spec().daily()) {
        Occasions days = job.spec().days();
        next = days.next(moment).filter(next::isAfter).orElse(next);
        Optional<Instant> begun = days.begun(moment);
        if (begun.isPresent() && due(job.state(), begun.get())) {
          jobs.begin(job.name(), new Cause.Configured("its day has begun: it runs once", moment));
          any = true;
        }
      }
    }
    return any;
  }

  /// When the next day of any job begins; `Instant.MAX` for never.
  Instant next() {
    return next;
  }

  private static boolean due(JobState state, Instant begun) {
    boolean served = state.round() > 0 && !state.asked().wall().isBefore(begun);
    return !served
        && switch (state.phase()) {
          case Phase.Idle _ -> true;
          // What was stopped when its window closed is to be done anew.
          case Phase.Active _ ->
              state.workers().values().stream().allMatch(work -> work.run().isEmpty());
          case Phase.Over(Verdict verdict, boolean _) -> verdict.reason() != Verdict.Reason.STOPPED;
          case Phase.Suspended _, Phase.Ending _ -> false;
        };
  }
}
