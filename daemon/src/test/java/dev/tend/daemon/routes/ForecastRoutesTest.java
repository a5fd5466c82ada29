package dev.tend.daemon.routes;

import static dev.tend.daemon.routes.Visitor.failure;
import static dev.tend.daemon.routes.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What comes, of a daemon that has a cron job `backup` at each full hour.
class ForecastRoutesTest {

  private static final CronSpec BACKUP =
      new CronSpec(
          new UnitName("backup"),
          CronRule.of(
              "backup",
              ((ScheduleReading.Read) Schedule.parse("0 * * * *")).schedule(),
              ZoneOffset.UTC),
          JobSpec.of("backup", "bin/backup"));

  private static final Optional<Duration> TWO_HOURS = Optional.of(Duration.ofHours(2));

  private final RecordedRuns past = new RecordedRuns();

  @Test
  void withoutAPastNothingIsInTheWay() {
    assertThat(json(forecast(List.of())))
        .startsWith(
            """
            [{"at":"2026-11-21T09:00:00.000Z","unit":"backup","action":"fire",\
            "because":"its schedule 0 * * * *","lasts_ms":null,"cut":null},\
            """)
        .doesNotContain("skip");
  }

  @Test
  void whatRunsTookInTheHistorySaysWhichFiringsAreSkipped() {
    run("backup-1", 1, "01:00:00", "02:30:00", new RunExit(0, null, null));
    run("backup-2", 1, "03:00:00", "03:00:01", new RunExit(1, null, null));
    run("other-1", 1, "03:00:00", "07:00:01", new RunExit(0, null, null));

    assertThat(json(forecast(List.of())))
        .contains("\"action\":\"skip\"", "a run takes about 1h30m", "\"lasts_ms\":5400000");
  }

  @Test
  void whatTheDaemonRemembersIsToldToWhoReckonsWithAnotherConfiguration() {
    run("backup-1", 1, "01:00:00", "01:20:00", new RunExit(0, null, null));
    run("backup-2", 1, "02:00:00", "02:40:00", new RunExit(0, null, null));
    run("other-1", 1, "03:00:00", "07:00:01", new RunExit(0, null, null));

    assertThat(json(visitor(List.of()).get("/v1/forecast/past")))
        .isEqualTo(
            "[{\"unit\":\"backup\",\"runs\":2,\"median_ms\":1200000,\"longest_ms\":2400000}]");
  }

  @Test
  void aRunIsAllItsProcessesTogether() {
    run("backup-1", 1, "01:00:00", "01:20:00", new RunExit(1, null, null));
    run("backup-1", 1, "01:30:00", "02:10:00", new RunExit(0, null, null));

    assertThat(json(forecast(List.of()))).contains("takes about 1h10m");
  }

  @Test
  void ofRunsThatWereAllStoppedItIsOnlyKnownThatTheyTakeLonger() {
    run("backup-1", 1, "01:00:00", "01:40:00", new RunExit(null, "SIGTERM", null));

    assertThat(json(forecast(List.of()))).contains("takes about 1h20m");
  }

  @Test
  void whatADeadlineStoppedWouldNotHaveBeenLeftToTakeLonger() {
    run("backup-1", 1, "01:00:00", "03:00:00", new RunExit(null, "SIGTERM", null));
    run("backup-2", 1, "04:00:00", "05:30:00", new RunExit(null, "SIGTERM", null));
    CronSpec bounded =
        new CronSpec(
            BACKUP.name(),
            BACKUP.rule(),
            BACKUP.job().withRule(BACKUP.job().rule().withTimes(TWO_HOURS, Optional.empty())));

    assertThat(json(visitor(bounded, List.of()).get("/v1/forecast", "for=4h")))
        .contains("takes about 2h\"");
  }

  @Test
  void aRunThatIsNotOverSaysNothing() {
    run("backup-1", 1, "01:00:00", null, null);

    assertThat(json(forecast(List.of()))).doesNotContain("takes about");
  }

  @Test
  void whatTheCronJobRemembersItselfCountsWhereTheHistoryKnowsNothing() {
    Instant began = Scene.NOW.minus(Duration.ofHours(5));
    CronState.Result result =
        new CronState.Result(
            1, new Firing.Planned(began, false), began, began.plusSeconds(90), true, "it is over");

    assertThat(json(forecast(List.of(result)))).contains("takes about 1m30s");
  }

  @Test
  void howFarIsADurationWithinBounds() {
    Visitor visitor = visitor(List.of());

    assertThat(failure(visitor.get("/v1/forecast", "for=800d")).body().error())
        .isEqualTo("'for' is a duration of at most 732d");
    assertThat(failure(visitor.get("/v1/forecast", "for=soon")).status()).isEqualTo(400);
    assertThat(failure(visitor.get("/v1/forecast", "from=whenever")).status()).isEqualTo(400);
  }

  private Response forecast(List<CronState.Result> results) {
    return visitor(results).get("/v1/forecast", "for=4h");
  }

  private Visitor visitor(List<CronState.Result> results) {
    return visitor(BACKUP, results);
  }

  private Visitor visitor(CronSpec cron, List<CronState.Result> results) {
    CronState state =
        new CronState(
            Scene.NOW,
            List.of(),
            List.of(),
            results,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            results.size());
    Configuration configuration = Configuration.of(cron);
    Snapshot snapshot =
        new Snapshot(
            0,
            configuration,
            configuration,
            List.of(),
            List.of(),
            List.of(),
            new TreeMap<>(Map.of(cron.name(), new CronView(cron, state, Optional.of(Scene.NOW)))),
            Set.of(),
            Optional.empty(),
            false);
    return Visitor.of(new StillEngine(snapshot, 10), past, new FixedSource());
  }

  private void run(
      String unit, int instance, String began, @Nullable String ended, @Nullable RunExit exit) {
    past.add(
        new RunRecord(
            unit + "-" + past.count(),
            unit,
            instance,
            "main",
            null,
            41,
            "2026-11-21T" + began + ".000Z",
            ended == null ? null : "2026-11-21T" + ended + ".000Z",
            exit,
            null,
            null,
            null,
            null));
  }
}
