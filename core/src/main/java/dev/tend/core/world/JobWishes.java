package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobEvent;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request.OfJob.Verb;
import java.util.Optional;

/// What operators, and units that have an edge to a job, want of it.
record JobWishes(Jobs jobs) {

  /// An operator wants something of a job; empty if that is done, or a sentence why it is not.
  Optional<String> ask(UnitName job, Verb verb, Cause.Asked asked) {
    JobState state = jobs.state(job).orElseThrow();
    Phase phase = state.phase();
    boolean goesOn = phase instanceof Phase.Active || phase instanceof Phase.Suspended;
    switch (verb) {
      case RUN -> {
        if (state.running() || goesOn) {
          return Optional.of("job '" + job + "' is " + state.phaseName() + " already");
        }
        jobs.begin(job, asked);
      }
      case RESTART -> jobs.begin(job, asked);
      case START -> {
        if (phase instanceof Phase.Suspended) {
          jobs.tell(job, new JobEvent.Resume(asked));
        } else if (!state.running()) {
          jobs.begin(job, asked);
        }
      }
      case STOP -> jobs.tell(job, new JobEvent.Stop(asked));
      case SUSPEND, RESUME -> {
        if (!goesOn) {
          return Optional.of("job '" + job + "' is " + state.phaseName());
        }
        jobs.tell(
            job, verb == Verb.SUSPEND ? new JobEvent.Suspend(asked) : new JobEvent.Resume(asked));
      }
    }
    return Optional.empty();
  }

  /// What requires or wants it is to start: so is it, unless it does its work or has done it.
  ///
  /// @param again whether one that failed is to be begun again
  void pull(UnitName job, boolean again, Cause cause) {
    JobState state = jobs.state(job).orElseThrow();
    boolean idle = state.phase() instanceof Phase.Idle;
    boolean failed = state.over() && !state.complete();
    if (idle || (failed && again)) {
      jobs.begin(job, cause);
    }
  }
}
