package dev.tend.core.spec;

import java.time.Duration;
import java.util.Optional;

/// How many workers of a job have to succeed, how many run at once, and how long it may take.
///
/// The words are those of Kubernetes' Job.
///
/// @param parallelism how many workers may run at once, 1 to [#PARALLELISM_MAX]
/// @param completions how many have to succeed, 1 to [#COMPLETIONS_MAX]
/// @param mode what tells the completions apart
/// @param retries what follows when one fails
/// @param activeDeadline how long it may take from its first worker's start; empty means forever
/// @param ttl how long what is left of it is kept after its end; empty means forever
/// @param suspend whether it is suspended until somebody resumes it
/// @param once how often it runs by itself
public record JobRule(
    int parallelism,
    int completions,
    CompletionMode mode,
    RetryRule retries,
    Optional<Duration> activeDeadline,
    Optional<Duration> ttl,
    boolean suspend,
    Once once) {

  /// As many as a service may have instances.
  public static final int PARALLELISM_MAX = ServiceSpec.INSTANCES_MAX;

  /// As many as Kubernetes allows where they have numbers; each is noted until the job is gone.
  public static final int COMPLETIONS_MAX = 100_000;

  public static final JobRule DEFAULT =
      new JobRule(
          1,
          1,
          CompletionMode.NON_INDEXED,
          RetryRule.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          false,
          Once.EVER);

  public JobRule {
    if (parallelism < 1 || parallelism > PARALLELISM_MAX) {
      throw new IllegalArgumentException("parallelism is not within 1 to " + PARALLELISM_MAX);
    }
    if (completions < 1 || completions > COMPLETIONS_MAX) {
      throw new IllegalArgumentException("completions is not within 1 to " + COMPLETIONS_MAX);
    }
    if (retries.limitPerIndex().isPresent() && mode != CompletionMode.INDEXED) {
      throw new IllegalArgumentException("a limit for each index needs indexed completions");
    }
  }

  /// As many workers as can ever run at once.
  public int slots() {
    return Math.min(parallelism, completions);
  }

  public JobRule withWorkers(int parallelism, int completions, CompletionMode mode) {
    return new JobRule(parallelism, completions, mode, retries, activeDeadline, ttl, suspend, once);
  }

  public JobRule withRetries(RetryRule retries) {
    return new JobRule(parallelism, completions, mode, retries, activeDeadline, ttl, suspend, once);
  }

  public JobRule withTimes(Optional<Duration> activeDeadline, Optional<Duration> ttl) {
    return new JobRule(parallelism, completions, mode, retries, activeDeadline, ttl, suspend, once);
  }

  public JobRule withSuspend(boolean suspend) {
    return new JobRule(parallelism, completions, mode, retries, activeDeadline, ttl, suspend, once);
  }

  public JobRule withOnce(Once once) {
    return new JobRule(parallelism, completions, mode, retries, activeDeadline, ttl, suspend, once);
  }
}
