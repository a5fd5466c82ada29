package dev.tend.core.spec;

import java.time.Duration;

/// When a start has succeeded, and when it has failed.
///
/// @param within not ready by then counts as a failed attempt
/// @param stableAfter up this long resets the attempts; without a readiness of its own a service is
///   ready then, too
public record StartRule(Duration within, Duration stableAfter, Readiness readiness) {

  public static final StartRule DEFAULT =
      new StartRule(Duration.ofSeconds(30), Duration.ofSeconds(1), Readiness.UPTIME);

  /// The same, with success known in another way.
  public StartRule withReadiness(Readiness how) {
    return new StartRule(within, stableAfter, how);
  }

  public StartRule {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("start_within is not positive");
    }
    if (stableAfter.isNegative()) {
      throw new IllegalArgumentException("stable_after is negative");
    }
    if (readiness.equals(Readiness.UPTIME) && within.compareTo(stableAfter) < 0) {
      throw new IllegalArgumentException("start_within is shorter than stable_after");
    }
  }
}
