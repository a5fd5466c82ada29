package dev.tend.core.spec;

import java.time.Duration;

/// How long the pauses between attempts are.
///
/// @param min the first pause, at least [#FLOOR]
/// @param max the longest pause, at least `min`
/// @param factor what each pause is multiplied by to give the next one, at least 1
/// @param jitter the largest share of a pause that chance may add or take away, 0 to 1
public record Backoff(Duration min, Duration max, double factor, double jitter) {

  /// Below this a service that can never start would keep a core busy.
  public static final Duration FLOOR = Duration.ofMillis(10);

  public static final Backoff DEFAULT =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 2.0, 0.1);

  public Backoff {
    if (min.compareTo(FLOOR) < 0) {
      throw new IllegalArgumentException("backoff min is below 10ms");
    }
    if (max.compareTo(min) < 0) {
      throw new IllegalArgumentException("backoff max is below min");
    }
    if (!(factor >= 1.0) || !Double.isFinite(factor)) {
      throw new IllegalArgumentException("backoff factor is below 1");
    }
    if (!(jitter >= 0.0 && jitter <= 1.0)) {
      throw new IllegalArgumentException("backoff jitter is not within 0 to 1");
    }
  }

  /// The pause after the failed attempt number `attempt`: never below [#FLOOR], never above `max`.
  ///
  /// @param attempt from 1
  /// @param chance 0 (inclusive) to 1 (exclusive)
  public Duration delay(int attempt, double chance) {
    double most = max.toNanos();
    double pure = Math.min(most, min.toNanos() * Math.pow(factor, attempt - 1));
    double jittered = pure * (1 + jitter * (2 * chance - 1));
    return Duration.ofNanos((long) Math.clamp(jittered, (double) FLOOR.toNanos(), most));
  }
}
