package dev.tend.core.cron;

import dev.tend.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// When a cron job fires, and what then becomes of a firing.
///
/// @param seed what its jitter is drawn from, so that cron jobs of one schedule are spread: its
///   name
/// @param schedule the firing rule
/// @param zone for a schedule that names none
/// @param startDeadline how late a firing may still be served; empty means however late
/// @param notBefore no firing before then
/// @param notAfter no firing after then
/// @param jitter a firing is served up to so much later, each time the same for the same firing; at
///   most [#JITTER_MAX]
/// @param suspend whether it is suspended until somebody resumes it
/// @param keepSucceeded how many runs that went well are remembered, at most [#KEEP_MAX]
/// @param keepFailed how many that did not are, at most [#KEEP_MAX]
public record CronRule(
    String seed,
    Schedule schedule,
    ZoneId zone,
    Overlap overlap,
    Missed missed,
    Optional<Duration> startDeadline,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Duration jitter,
    boolean suspend,
    int keepSucceeded,
    int keepFailed) {

  /// A firing that waits is kept in memory; each second has one at most.
  public static final Duration JITTER_MAX = Duration.ofHours(1);

  /// What is remembered is written down again at each firing.
  public static final int KEEP_MAX = 1_000;

  /// As many as Kubernetes keeps (CronJob, `successfulJobsHistoryLimit`).
  public static final int KEEP_SUCCEEDED = 3;

  /// As many as Kubernetes keeps (CronJob, `failedJobsHistoryLimit`).
  public static final int KEEP_FAILED = 1;

  public CronRule {
    if (jitter.isNegative() || jitter.compareTo(JITTER_MAX) > 0) {
      throw new IllegalArgumentException("jitter is not within 0s to 1h");
    }
    if (keepSucceeded < 0 || keepSucceeded > KEEP_MAX || keepFailed < 0 || keepFailed > KEEP_MAX) {
      throw new IllegalArgumentException("runs to keep are not within 0 to " + KEEP_MAX);
    }
  }

  /// One with every default.
  public static CronRule of(String seed, Schedule schedule, ZoneId zone) {
    return new CronRule(
        seed,
        schedule,
        zone,
        Overlap.FORBID,
        Missed.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        false,
        KEEP_SUCCEEDED,
        KEEP_FAILED);
  }

  /// The same with other answers to what comes at the wrong time.
  public CronRule with(Overlap overlap, Missed missed) {
    return new CronRule(
        seed,
        schedule,
        zone,
        overlap,
        missed,
        startDeadline,
        notBefore,
        notAfter,
        jitter,
        suspend,
        keepSucceeded,
        keepFailed);
  }

  /// The first firing after `after`.
  public Optional<Instant> next(Instant after) {
    Instant from = notBefore.map(it -> it.minusNanos(1)).filter(after::isBefore).orElse(after);
    return schedule
        .next(from, zone)
        .filter(firing -> notAfter.isEmpty() || !firing.isAfter(notAfter.get()));
  }

  /// The last firing after `after` and not after `until`.
  Optional<Instant> last(Instant after, Instant until) {
    Instant from = notBefore.map(it -> it.minusNanos(1)).filter(after::isBefore).orElse(after);
    Instant to = notAfter.filter(until::isAfter).orElse(until);
    return from.isBefore(to) ? schedule.last(from, to, zone) : Optional.empty();
  }

  /// When a firing is to be served.
  Instant due(Instant firing) {
    return jitter.isZero() ? firing : firing.plusMillis(draw(firing));
  }

  private long draw(Instant firing) {
    // SplitMix64's mixing: firings next to each other get delays that have nothing in common.
    long mixed = firing.getEpochSecond() * 0x9E3779B97F4A7C15L + seed.hashCode();
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return Math.floorMod(mixed ^ (mixed >>> 31), jitter.toMillis());
  }
}
