package dev.tend.core.world;

import static dev.tend.core.cause.Cause.Kind.ASKED;
import static dev.tend.core.cause.Cause.Kind.CONFIGURED;
import static dev.tend.core.cause.Cause.Kind.SPAWN_FAILED;
import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.Situation.why;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request.Cron.Order;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/// Why a cron job is as it is.
final class WhyOfCronJobs {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Exit GOOD = new Exit.Code(0);
  private static final String FIRES = "it fires: Every hour, on the hour";

  private WhyOfCronJobs() {}

  static List<Situation> all() {
    return List.of(
        Situation.of(
            "It has not fired yet",
            () -> why(host(hourly()), "backup"),
            CONFIGURED,
            "it has not fired yet",
            FIRES),
        Situation.of(
            "It runs",
            () -> why(host(hourly()).passes(HOUR), "backup"),
            CONFIGURED,
            "backup-1: its schedule named 2026-03-01T14:00:00Z",
            "backup has been running for 0ms as backup-1",
            "backup-1: a worker to end"),
        Situation.of(
            "Somebody triggered it",
            () -> {
              Host host = host(hourly());
              host.cron(Order.TRIGGER, "backup");
              return why(host, "backup");
            },
            ASKED,
            "backup-1: root asked for a run"),
        Situation.of(
            "Its last run succeeded",
            () ->
                why(
                    host(hourly()).passes(HOUR).ends("backup-1.1", GOOD).passes(Duration.ZERO),
                    "backup"),
            CONFIGURED,
            "backup-1 succeeded",
            FIRES),
        Situation.of(
            "Its last run failed",
            () -> {
              CronSpec once =
                  cron(
                      rule(Overlap.FORBID, Missed.NONE),
                      job().withRule(JobRule.DEFAULT.withRetries(RetryRule.DEFAULT.withLimit(0))));
              Host host = host(once).passes(HOUR).ends("backup-1.1", new Exit.Code(2));
              return why(host.passes(Duration.ZERO), "backup");
            },
            CONFIGURED,
            "backup-1 failed: backoff limit 0 reached after worker 1 exited with code 2"),
        Situation.of(
            "Somebody suspended it",
            () -> {
              Host host = host(hourly());
              host.cron(Order.SUSPEND, "backup");
              return why(host.passes(HOUR.multipliedBy(3)), "backup");
            },
            ASKED,
            "suspended by root at 2026-03-01T13:00:00Z",
            "backup has been suspended for 3h",
            "somebody to resume it ('tend cron resume backup')"),
        Situation.of(
            "Its configuration suspends it",
            () -> {
              CronRule own = rule(Overlap.FORBID, Missed.NONE);
              CronRule suspended =
                  new CronRule(
                      own.seed(),
                      own.schedule(),
                      own.zone(),
                      own.overlap(),
                      own.missed(),
                      own.startDeadline(),
                      own.notBefore(),
                      own.notAfter(),
                      own.jitter(),
                      true,
                      own.keepSucceeded(),
                      own.keepFailed());
              return why(host(cron(suspended, job())), "backup");
            },
            CONFIGURED,
            "suspended by its configuration",
            "somebody to resume it ('tend cron resume backup')"),
        Situation.of(
            "An earlier run goes on, and firings are skipped meanwhile",
            () -> why(host(hourly()).passes(HOUR.multipliedBy(3)), "backup"),
            CONFIGURED,
            "backup-1: its schedule named 2026-03-01T14:00:00Z",
            "the firing of 2026-03-01T16:00:00Z was skipped: an earlier run still went on, and"
                + " overlap is forbid"),
        Situation.of(
            "A later firing took the place of a run",
            () ->
                why(
                    host(cron(rule(Overlap.REPLACE, Missed.NONE), job()))
                        .passes(HOUR.multipliedBy(2)),
                    "backup"),
            CONFIGURED,
            "backup-2: its schedule named 2026-03-01T15:00:00Z"),
        Situation.of(
            "Firings were missed, and are not made up for",
            () -> {
              CronSpec backup = hourly();
              Host host = host(backup);
              host.downtime(HOUR.multipliedBy(5).plusMinutes(10));
              return why(host.successor(Configuration.of(backup)), "backup");
            },
            CONFIGURED,
            "5 firings from 2026-03-01T14:00:00Z to 2026-03-01T18:00:00Z were skipped: nobody was"
                + " there to serve it, and missed firings are not made up for"),
        Situation.of(
            "A firing that was missed is made up for",
            () -> {
              CronSpec backup = cron(rule(Overlap.FORBID, Missed.LAST), job());
              Host host = host(backup);
              host.downtime(HOUR.multipliedBy(5).plusMinutes(10));
              return why(host.successor(Configuration.of(backup)), "backup");
            },
            CONFIGURED,
            "backup-1: its schedule named 2026-03-01T18:00:00Z, which was missed"),
        Situation.of(
            "Its run waits for what it requires",
            () -> {
              JobSpec job =
                  job()
                      .withWorker(
                          job()
                              .worker()
                              .withEdges(List.of(Edge.Requires.ready(new UnitName("db")))));
              Host host =
                  Host.opening(
                          Recovered.NOTHING,
                          cron(rule(Overlap.FORBID, Missed.NONE), job),
                          service("db").withAutostart(false))
                      .withoutProgram("db")
                      .turn();
              return why(host.passes(HOUR), "backup");
            },
            SPAWN_FAILED,
            "db: cannot execute bin/db: ENOENT",
            "backup has been running for 0ms as backup-1",
            "db: attempt 2 starts"));
  }

  private static Host host(CronSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs).turn();
  }

  private static CronSpec hourly() {
    return cron(rule(Overlap.FORBID, Missed.NONE), job());
  }

  private static JobSpec job() {
    return JobSpec.of("backup", "bin/backup");
  }

  private static CronRule rule(Overlap overlap, Missed missed) {
    return switch (Schedule.parse("0 * * * *")) {
      case ScheduleReading.Read(Schedule schedule) ->
          CronRule.of("backup", schedule, ZoneOffset.UTC).with(overlap, missed);
      case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake.toString());
    };
  }

  private static CronSpec cron(CronRule rule, JobSpec job) {
    return new CronSpec(new UnitName("backup"), rule, job);
  }
}
