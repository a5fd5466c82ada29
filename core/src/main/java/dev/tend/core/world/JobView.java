package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.Verdict;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.Optional;

/// One job as readers see it, frozen at the end of a turn; its workers are instances.
///
/// @param wakeNanos when something follows by itself, on the monotonic clock; `Long.MAX_VALUE` for
///   never
public record JobView(JobSpec spec, JobState state, long wakeNanos) {

  public UnitName name() {
    return spec.name();
  }

  /// When its next day begins, where it runs by itself once a day and nobody has put an end to
  /// that.
  public Optional<Instant> nextDay(Instant now) {
    boolean rests =
        switch (state.phase()) {
          case Phase.Idle _ -> true;
          case Phase.Over(Verdict verdict, boolean _) -> verdict.reason() != Verdict.Reason.STOPPED;
          case Phase.Active _, Phase.Suspended _, Phase.Ending _ -> false;
        };
    return spec.daily() && rests ? spec.days().next(now) : Optional.empty();
  }
}
