package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiringsForecastTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @Test
  void aNightInWhichClocksAreMovedIsTold() {
    Configuration configuration = Configuration.of(cron("backup", "30 2 * * *"));

    List<Coming> comings =
        Forecast.of(
                configuration,
                Wanted.of(configuration).units(),
                Instant.parse("2026-03-28T22:00:00Z"),
                Instant.parse("2026-03-29T22:00:00Z"))
            .comings();

    assertThat(comings)
        .containsExactly(
            new Coming(
                Instant.parse("2026-03-29T01:00:00Z"),
                new UnitName("backup"),
                Coming.Action.FIRE,
                "its schedule 30 2 * * * (02:30 does not exist that day)"));
  }

  @Test
  void aYearOfAHundredCronJobsIsWhole() {
    UnitSpec[] crons =
        IntStream.range(0, 100)
            .mapToObj(i -> cron("c" + i, i % 60 + " " + i % 24 + " * * *"))
            .toArray(UnitSpec[]::new);
    Configuration configuration = Configuration.of(crons);
    Instant from = Instant.parse("2026-01-01T00:00:00Z");

    Forecast forecast =
        Forecast.of(
            configuration, Wanted.of(configuration).units(), from, from.plus(Duration.ofDays(365)));

    assertThat(forecast.comings()).hasSize(36_500);
  }

  private static CronSpec cron(String name, String expression) {
    Schedule schedule = ((ScheduleReading.Read) Schedule.parse(expression)).schedule();
    CronRule rule =
        new CronRule(
            name,
            schedule,
            MADRID,
            Overlap.FORBID,
            Missed.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            false,
            3,
            1);
    return new CronSpec(
        new UnitName(name), rule, new JobSpec(ServiceSpec.of(name, "bin/true"), JobRule.DEFAULT));
  }
}
