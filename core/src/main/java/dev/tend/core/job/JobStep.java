package dev.tend.core.job;

import java.util.List;

/// What a job is after something happened, and what it wants done.
public record JobStep(JobState state, List<JobEffect> effects) {
  public JobStep {
    effects = List.copyOf(effects);
  }
}
