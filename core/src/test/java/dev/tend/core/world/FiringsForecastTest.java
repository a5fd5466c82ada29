package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Experience;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.RunTimes;
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
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is said of the firings to come.
class FiringsForecastTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aNightInWhichClocksAreMovedIsTold() {
    Configuration configuration = Configuration.of(cron("backup", "30 2 * * *"));

    List<Coming> comings =
        Forecast.of(
                configuration,
                Wanted.of(configuration),
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
  void aTimeThatExistsTwiceIsServedOnceAndWhatSaysHowOftenTwice() {
    Configuration configuration =
        Configuration.of(cron("a", "30 2 * * *"), cron("b", "*/30 2 * * *"));

    List<Coming> comings = within("2026-10-24T22:00:00Z", Duration.ofDays(1), configuration);

    assertThat(comings.stream().map(coming -> coming.unit() + " " + coming.because()))
        .containsExactly(
            "b its schedule */30 2 * * * (the first of two 02:00)",
            "a its schedule 30 2 * * * (the first of two 02:30)",
            "b its schedule */30 2 * * * (the first of two 02:30)",
            "b its schedule */30 2 * * * (the second of two 02:00)",
            "b its schedule */30 2 * * * (the second of two 02:30)");
  }

  @Test
  void aFiringThatFindsARunInItsWayIsSkippedBeforehand() {
    assertThat(ofAnHour(Overlap.FORBID, Duration.ofMinutes(90), Duration.ofMinutes(90)))
        .containsExactly(
            "12:00 skip an earlier run goes on then, and overlap is forbid: a run takes about 1h30m",
            "13:00 fire its schedule 0 * * * *; takes about 1h30m",
            "14:00 skip an earlier run goes on then, and overlap is forbid: a run takes about 1h30m",
            "15:00 fire its schedule 0 * * * *; takes about 1h30m");
  }

  @Test
  void aFiringThatTakesAnEarlierRunsPlaceEndsIt() {
    assertThat(ofAnHour(Overlap.REPLACE, Duration.ofMinutes(90), Duration.ofMinutes(90)))
        .startsWith(
            "12:00 stop a later firing takes its place, as overlap is replace: a run takes about"
                + " 1h30m",
            "12:00 fire its schedule 0 * * * *; takes about 1h30m",
            "13:00 stop a later firing takes its place, as overlap is replace: a run takes about"
                + " 1h30m",
            "13:00 fire its schedule 0 * * * *; takes about 1h30m");
  }

  @Test
  void runsBesideEachOtherAreCounted() {
    assertThat(ofAnHour(Overlap.ALLOW, Duration.ofMinutes(150), Duration.ofMinutes(150)))
        .containsExactly(
            "12:00 fire its schedule 0 * * * *; takes about 2h30m, beside 2 runs that go on",
            "13:00 fire its schedule 0 * * * *; takes about 2h30m, beside 2 runs that go on",
            "14:00 fire its schedule 0 * * * *; takes about 2h30m, beside 2 runs that go on",
            "15:00 fire its schedule 0 * * * *; takes about 2h30m, beside 2 runs that go on");
  }

  @Test
  void aLongRunThatWasSeenOnceIsAPossibility() {
    assertThat(ofAnHour(Overlap.FORBID, Duration.ofMinutes(10), Duration.ofHours(2)).getFirst())
        .isEqualTo(
            "12:00 fire its schedule 0 * * * *; takes about 10m, skipped if the one before takes its"
                + " longest, 2h");
    assertThat(ofAnHour(Overlap.REPLACE, Duration.ofMinutes(10), Duration.ofHours(2)).getFirst())
        .endsWith("takes about 10m, stops the one before if that takes its longest, 2h");
  }

  @Test
  void theRunThatGoesOnNowIsReckonedWith() {
    CronSpec backup = cron("backup", "0 * * * *");
    CronState.Active run =
        new CronState.Active(
            7, new Firing.Planned(NOON.minus(HOUR), false), NOON.minus(HOUR), false);
    CronState state =
        new CronState(
            NOON,
            List.of(),
            List.of(run),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            7);
    Experience experience =
        new Experience(
            new TreeMap<>(
                Map.of(backup.name(), times(Duration.ofMinutes(150), Duration.ofHours(9)))),
            new TreeMap<>(Map.of(backup.name(), state)),
            NOON);
    Configuration configuration = Configuration.of(backup);

    List<Coming> comings =
        Forecast.of(
                configuration,
                Wanted.of(configuration),
                experience,
                NOON,
                NOON.plus(HOUR.multipliedBy(3)))
            .comings();

    assertThat(comings.stream().map(coming -> coming.at() + " " + coming.action().text()))
        .containsExactly("2026-11-21T13:00:00Z skip", "2026-11-21T14:00:00Z fire");
  }

  @Test
  void whatJitterAddsIsKnownBeforehand() {
    CronSpec backup = cron("backup", "0 * * * *", Overlap.FORBID, Duration.ofMinutes(10));

    Coming coming = within(NOON.toString(), HOUR, Configuration.of(backup)).getFirst();

    assertThat(coming.at()).isBetween(NOON, NOON.plus(Duration.ofMinutes(10)));
    assertThat(coming.because()).matches("its schedule 0 \\* \\* \\* \\*, and .* of jitter");
  }

  @Test
  void aForecastThatIsTooLongIsCutOffAndSaysWhere() {
    UnitSpec[] crons =
        IntStream.range(0, 100).mapToObj(i -> cron("c" + i, "* * * * *")).toArray(UnitSpec[]::new);
    Configuration configuration = Configuration.of(crons);

    Forecast forecast =
        Forecast.of(configuration, Wanted.of(configuration), NOON, NOON.plus(Duration.ofDays(365)));

    assertThat(forecast.comings()).hasSize(Forecast.COMINGS_MAX);
    assertThat(forecast.until()).isEqualTo(NOON.plus(Duration.ofMinutes(1000)));
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
        Forecast.of(configuration, Wanted.of(configuration), from, from.plus(Duration.ofDays(365)));

    assertThat(forecast.comings()).hasSize(36_500);
  }

  /// Four hours of a cron job that fires at each: `12:00 fire its schedule …`.
  private static List<String> ofAnHour(Overlap overlap, Duration median, Duration longest) {
    CronSpec cron = cron("backup", "0 * * * *", overlap, Duration.ZERO);
    Configuration configuration = Configuration.of(cron);
    Experience experience =
        new Experience(
            new TreeMap<>(Map.of(cron.name(), times(median, longest))), new TreeMap<>(), NOON);
    return Forecast.of(
            configuration,
            Wanted.of(configuration),
            experience,
            NOON,
            NOON.plus(HOUR.multipliedBy(4)))
        .comings()
        .stream()
        .map(coming ->
            LocalTime.ofInstant(coming.at(), ZoneOffset.UTC)
                + " "
                + coming.action().text()
                + " "
                + coming.because())
        .toList();
  }

  private static RunTimes times(Duration median, Duration longest) {
    return RunTimes.of(List.of(median, median, longest)).orElseThrow();
  }

  private static List<Coming> within(String from, Duration length, Configuration configuration) {
    Instant begin = Instant.parse(from);
    return Forecast.of(configuration, Wanted.of(configuration), begin, begin.plus(length))
        .comings();
  }

  private static CronSpec cron(String name, String expression) {
    return cron(name, expression, Overlap.FORBID, Duration.ZERO);
  }

  private static CronSpec cron(String name, String expression, Overlap overlap, Duration jitter) {
    Schedule schedule = ((ScheduleReading.Read) Schedule.parse(expression)).schedule();
    CronRule rule =
        new CronRule(
            name,
            schedule,
            MADRID,
            overlap,
            Missed.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            jitter,
            false,
            3,
            1);
    return new CronSpec(
        new UnitName(name), rule, new JobSpec(ServiceSpec.of(name, "bin/true"), JobRule.DEFAULT));
  }
}
