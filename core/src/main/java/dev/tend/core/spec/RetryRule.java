package dev.tend.core.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What follows when a worker of a job fails.
///
/// @param restart whom a failure delays: with [RestartMode#NEVER] the whole job, with
///   [RestartMode#ON_FAILURE] only that completion
/// @param limit how many failures are followed by another try, 0 to [#LIMIT_MAX]
/// @param limitPerIndex the same for each index alone, which then fails alone
/// @param backoff the pauses before further tries
/// @param failCodes exit codes, 1 to 255, that no further try would mend: one of them ends the job
public record RetryRule(
    RestartMode restart,
    int limit,
    Optional<Integer> limitPerIndex,
    Backoff backoff,
    SortedSet<Integer> failCodes) {

  /// More than a job with a pause between its tries could live to see.
  public static final int LIMIT_MAX = 1_000_000;

  /// As many as Kubernetes allows.
  public static final int LIMIT = 6;

  /// As in Kubernetes: 10 s, doubled each time, 6 min at most.
  public static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(6), 2.0, 0.0);

  public static final RetryRule DEFAULT =
      new RetryRule(RestartMode.ON_FAILURE, LIMIT, Optional.empty(), BACKOFF, new TreeSet<>());

  public RetryRule {
    failCodes = Collections.unmodifiableSortedSet(new TreeSet<>(failCodes));
    if (limit < 0 || limit > LIMIT_MAX || limitPerIndex.filter(each -> each < 0).isPresent()) {
      throw new IllegalArgumentException("backoff_limit is not within 0 to " + LIMIT_MAX);
    }
    if (restart == RestartMode.ALWAYS) {
      throw new IllegalArgumentException("no worker is started again after a success");
    }
  }

  /// Whether a failure delays nothing but its own completion.
  public boolean delaysAlone() {
    return restart == RestartMode.ON_FAILURE || limitPerIndex.isPresent();
  }

  public RetryRule withRestart(RestartMode restart) {
    return new RetryRule(restart, limit, limitPerIndex, backoff, failCodes);
  }

  public RetryRule withLimit(int limit) {
    return new RetryRule(restart, limit, limitPerIndex, backoff, failCodes);
  }

  public RetryRule withBackoff(Backoff backoff) {
    return new RetryRule(restart, limit, limitPerIndex, backoff, failCodes);
  }
}
