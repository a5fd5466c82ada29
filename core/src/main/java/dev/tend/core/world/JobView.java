package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;

/// One job as readers see it, frozen at the end of a turn; its workers are instances.
///
/// @param wakeNanos when something follows by itself, on the monotonic clock; `Long.MAX_VALUE` for
///   never
public record JobView(JobSpec spec, JobState state, long wakeNanos) {

  public UnitName name() {
    return spec.name();
  }
}
