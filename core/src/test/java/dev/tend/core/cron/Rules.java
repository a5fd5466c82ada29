package dev.tend.core.cron;

import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Rules of cron jobs for tests, with what a test is about left open.
final class Rules {

  String expression = "0 * * * *";
  ZoneId zone = ZoneOffset.UTC;
  Overlap overlap = Overlap.ALLOW;
  Missed missed = Missed.NONE;
  Optional<Duration> startDeadline = Optional.empty();
  Optional<Instant> notBefore = Optional.empty();
  Optional<Instant> notAfter = Optional.empty();
  Duration jitter = Duration.ZERO;
  boolean suspend;
  int keepSucceeded = 3;
  int keepFailed = 1;

  static Rules of(String expression) {
    Rules rules = new Rules();
    rules.expression = expression;
    return rules;
  }

  Rules overlap(Overlap overlap) {
    this.overlap = overlap;
    return this;
  }

  Rules missed(Missed missed) {
    this.missed = missed;
    return this;
  }

  Rules jitter(String duration) {
    jitter = Duration.parse(duration);
    return this;
  }

  CronRule rule() {
    return new CronRule(
        "backup",
        schedule(expression),
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

  private static Schedule schedule(String text) {
    return switch (Schedule.parse(text)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake.toString());
    };
  }
}
