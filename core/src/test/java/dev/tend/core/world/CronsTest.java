package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request.Cron.Order;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Cron jobs in the world: their firings come to runs, and what becomes of those comes back.
class CronsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Exit GOOD = new Exit.Code(0);

  @Test
  void eachFiringRunsAJobOfItsOwn() {
    Host host = host(hourly(Overlap.FORBID, Missed.NONE));

    host.passes(HOUR).ends("backup-1.1", GOOD).passes(HOUR);

    assertThat(host.log()).containsExactly("backup-1.1 starts", "backup-2.1 starts");
    assertThat(host.cron("backup").state().results())
        .singleElement()
        .satisfies(result -> {
          assertThat(result.number()).isEqualTo(1);
          assertThat(result.success()).isTrue();
        });
  }

  /// B-01: a template is no unit that starts.
  @Test
  void b01TheTemplateNeverStartsByItself() {
    Host host = host(hourly(Overlap.FORBID, Missed.NONE));

    host.passes(Duration.ofMinutes(59));

    assertThat(host.log()).isEmpty();
    assertThat(host.states()).isEmpty();
  }

  /// B-54: a name that has the second in it would collide.
  @Test
  void b54TwoRunsOfOneSecondAreTwo() {
    Host host = host(hourly(Overlap.ALLOW, Missed.NONE));

    Reply first = host.cron(Order.TRIGGER, "backup");
    Reply second = host.cron(Order.TRIGGER, "backup");

    assertThat(first).isInstanceOf(Reply.Done.class);
    assertThat(second).isInstanceOf(Reply.Done.class);
    assertThat(host.log()).containsExactly("backup-1.1 starts", "backup-2.1 starts");
  }

  @Test
  void aFiringThatFindsARunInItsWayIsSkippedAndSaid() {
    Host host = host(hourly(Overlap.FORBID, Missed.NONE));

    host.passes(HOUR.multipliedBy(2));

    assertThat(host.log()).containsExactly("backup-1.1 starts");
    assertThat(host.entries())
        .filteredOn(entry -> entry.type().equals("skipped"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.cause().sentence())
                .endsWith("was skipped: an earlier run still went on, and overlap is forbid"));
    assertThat(host.cron(Order.TRIGGER, "backup")).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void aLaterFiringTakesThePlaceOfARunAndWaitsForItsEnd() {
    Host host = host(hourly(Overlap.REPLACE, Missed.NONE));

    host.passes(HOUR.multipliedBy(2));

    assertThat(host.log())
        .containsExactly("backup-1.1 starts", "backup-1.1 gets TERM", "backup-2.1 starts");
  }

  @Test
  void whoSuspendedItIsRememberedAcrossDaemonsAndBoots() {
    CronSpec backup = hourly(Overlap.FORBID, Missed.ALL);
    Host host = host(backup);

    host.cron(Order.SUSPEND, "backup");
    host.passes(HOUR);
    Host next = host.afterReboot(Configuration.of(backup)).passes(HOUR);

    assertThat(next.log()).isEmpty();
    assertThat(next.cron("backup").suspended()).isTrue();
    assertThat(next.cron("backup").state().standing().orElseThrow().by().who()).isEqualTo("root");
    next.cron(Order.RESUME, "backup");
    assertThat(next.passes(HOUR).log()).containsExactly("backup-1.1 starts");
  }

  /// B-52: what was due while no daemon lived is counted from what was noted.
  @Test
  void b52WhatWasMissedWhileNoDaemonLivedIsMadeUpFor() {
    CronSpec backup = hourly(Overlap.FORBID, Missed.LAST);
    Host host = host(backup);

    host.downtime(HOUR.multipliedBy(5).plusMinutes(10));
    Host next = host.successor(Configuration.of(backup));

    assertThat(next.log()).containsExactly("backup-1.1 starts");
    assertThat(next.cron("backup").state().skips())
        .singleElement()
        .satisfies(skip -> assertThat(skip.count()).isEqualTo(4));
  }

  @Test
  void aRunGoesOnAcrossDaemonsAndItsEndIsTakenOnce() {
    CronSpec backup = hourly(Overlap.FORBID, Missed.NONE);
    Host host = host(backup).passes(HOUR);

    Host next = host.successor(Configuration.of(backup));
    next.ends("backup-1.1", GOOD).passes(Duration.ZERO);

    assertThat(next.log()).isEmpty();
    assertThat(next.cron("backup").state().active()).isEmpty();
    assertThat(next.cron("backup").state().results()).hasSize(1);
    Host last = next.successor(Configuration.of(backup));
    assertThat(last.cron("backup").state().results()).hasSize(1);
    assertThat(last.log()).isEmpty();
  }

  @Test
  void aRunThatABootInterruptsGoesOnAsTheSameOne() {
    CronSpec backup = hourly(Overlap.FORBID, Missed.NONE);
    Host host = host(backup).passes(HOUR);

    Host next = host.afterReboot(Configuration.of(backup));

    assertThat(next.log()).containsExactly("backup-1.1 starts");
    next.ends("backup-1.1", GOOD).passes(Duration.ZERO);
    assertThat(next.cron("backup").state().results())
        .singleElement()
        .satisfies(result -> assertThat(result.number()).isEqualTo(1));
  }

  @Test
  void aRunGoesOnByWhatItWasBegunWithThoughItsTemplateChanged() {
    CronSpec backup = hourly(Overlap.FORBID, Missed.NONE);
    Host host = host(backup).passes(HOUR);
    CronSpec changed =
        new CronSpec(backup.name(), backup.rule(), JobSpec.of("backup", "bin/backup2"));

    host.reload(changed);
    Host next = host.successor(Configuration.of(changed)).passes(Duration.ofMinutes(1));

    assertThat(host.log()).containsExactly("backup-1.1 starts");
    assertThat(next.log()).isEmpty();
    assertThat(next.cron("backup").state().active()).hasSize(1);
  }

  @Test
  void whatIsRemovedFromTheConfigurationEndsWithItsRuns() {
    Host host = host(hourly(Overlap.FORBID, Missed.NONE)).passes(HOUR);

    host.reload();

    assertThat(host.log()).containsExactly("backup-1.1 starts", "backup-1.1 gets TERM");
    assertThat(host.passes(HOUR).log()).isEmpty();
  }

  @Test
  void aClockThatIsPutForwardOrBackDoublesNothing() {
    Host host = host(hourly(Overlap.ALLOW, Missed.NONE));

    host.clockIsSet(HOUR);
    host.clockIsSet(HOUR.negated());
    host.passes(HOUR);

    assertThat(host.log()).containsExactly("backup-1.1 starts");
  }

  /// B-47: what a firing leaves is gone with it.
  @Test
  void b47NothingLeaksOver100000Firings() {
    int firings = 100_000;
    Host host = host(cron("@every 1s", Overlap.FORBID, Missed.NONE));
    int left = 0;

    for (int i = 1; i <= firings; i++) {
      host.passes(Duration.ofSeconds(1)).ends("backup-" + i + ".1", GOOD).passes(Duration.ZERO);
      left +=
          host.effects().stream().filter(Effect.Spawn.class::isInstance).toList().size()
              - host.effects().stream().filter(Effect.Retire.class::isInstance).toList().size();
      host.forget();
    }

    assertThat(left).isZero();
    assertThat(host.states()).isEmpty();
    CronState state = host.cron("backup").state();
    assertThat(state.number()).isEqualTo(firings);
    assertThat(state.active()).isEmpty();
    assertThat(state.results()).hasSize(CronRule.KEEP_SUCCEEDED);
    assertThat(state.skips()).isEmpty();
  }

  /// B-47: nor is any of it remembered beside the account, in whatever map.
  @Test
  void b47TheWorldDoesNotGrowFromFiringToFiring() {
    Host host = host(cron("@every 1s", Overlap.FORBID, Missed.NONE));

    int before = fired(host, 1, 10).reach();
    int after = fired(host, 11, 60).reach();

    assertThat(after).isEqualTo(before);
  }

  private static Host fired(Host host, int from, int to) {
    for (int i = from; i <= to; i++) {
      host.passes(Duration.ofSeconds(1)).ends("backup-" + i + ".1", GOOD).passes(Duration.ZERO);
      host.forget();
    }
    return host;
  }

  /// What is due in one second costs one write that has to reach the disk.
  @Test
  void firingsOfOneSecondAreNotedTogether() {
    int due = 50;
    CronSpec[] specs =
        IntStream.rangeClosed(1, due)
            .mapToObj(number -> cron("cron" + number, "0 * * * *", Overlap.FORBID, Missed.NONE))
            .toArray(CronSpec[]::new);
    Host host = host(specs);
    host.forget();

    host.passes(HOUR);

    assertThat(host.log()).hasSize(due).allMatch(line -> line.endsWith("-1.1 starts"));
    assertThat(host.notes().stream().filter(Note.Crons.class::isInstance)).hasSize(1);
  }

  private static Host host(CronSpec... specs) {
    return Host.opening(Configuration.of(specs)).turn();
  }

  private static CronSpec hourly(Overlap overlap, Missed missed) {
    return cron("0 * * * *", overlap, missed);
  }

  private static CronSpec cron(String expression, Overlap overlap, Missed missed) {
    return cron("backup", expression, overlap, missed);
  }

  private static CronSpec cron(String name, String expression, Overlap overlap, Missed missed) {
    Schedule schedule =
        switch (Schedule.parse(expression)) {
          case ScheduleReading.Read(Schedule read) -> read;
          case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake.toString());
        };
    CronRule rule = CronRule.of(name, schedule, ZoneOffset.UTC).with(overlap, missed);
    return new CronSpec(new UnitName(name), rule, JobSpec.of(name, "bin/backup"));
  }
}
