package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Actor;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// For random configurations over random days, most of them with a change of clocks somewhere: what
/// the production loop does on a simulated machine is what the forecast said, and nothing else.
///
/// `-Dtend.sim.forecasts=N` tries N of them, `-Dtend.sim.first=S` starts with seed S.
class ForecastSimulationTest {
  private static final long SEEDS = Long.getLong("tend.sim.forecasts", 150);
  private static final long FIRST = Long.getLong("tend.sim.first", 1);
  private static final Actor OPERATOR = new Actor("the scenario");
  private static final Duration DAYS = Duration.ofDays(5);
  private static final Pattern WORKER = Pattern.compile("c[0-9]-[0-9]+ .*");

  /// The first two days of March, April, October and November have most of the changes of clocks.
  private static final List<LocalDate> DATES =
      List.of(
          LocalDate.parse("2026-03-06"),
          LocalDate.parse("2026-03-27"),
          LocalDate.parse("2026-04-03"),
          LocalDate.parse("2026-10-02"),
          LocalDate.parse("2026-10-23"),
          LocalDate.parse("2026-10-30"));

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Europe/Madrid"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("America/Havana"));

  private static final List<String> EXPRESSIONS =
      List.of("30 2 * * *", "*/15 1-3 * * *", "0 0 * * mon-fri", "45 */5 * * *", "0 1,2,3 * * *");

  @Test
  void whatHappensIsWhatWasForecast() {
    int seen = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      seen += new Days(seed).check();
    }

    assertThat(seen).as("what was forecast").isGreaterThan((int) SEEDS * 10);
  }

  /// Five of them.
  private static final class Days {
    private final long seed;
    private final SplittableRandom random;
    private final Configuration configuration;
    private final SimDays days;

    Days(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      LocalDate date =
          random.nextInt(5) == 0
              ? LocalDate.of(2026, 1, 1).plusDays(random.nextInt(700))
              : one(DATES);
      Instant begin = date.atTime(random.nextInt(24), 0).toInstant(ZoneOffset.UTC);
      configuration = configuration(date);
      days = new SimDays(configuration, begin, Days::behaviour);
    }

    private static Behaviour behaviour(LaunchPlan plan) {
      return plan.launch().env().containsKey("JOB_NAME")
          ? Behaviour.healthy().ending(new Exit.Code(0), Duration.ofSeconds(2).toNanos())
          : Behaviour.healthy();
    }

    /// @return how much was forecast
    int check() {
      days.passes(Duration.ofMinutes(1));
      Wanted wanted = Wanted.of(configuration);
      if (random.nextBoolean()) {
        meddle();
        days.passes(Duration.ofMinutes(1));
        wanted = Wanted.of(days.snapshot());
      }
      days.seen();
      Instant from = days.now().wall();
      List<Coming> comings = Forecast.of(configuration, wanted, from, from.plus(DAYS)).comings();
      TreeMap<Instant, List<String>> expected = new TreeMap<>();
      comings.forEach(coming -> lines(coming).forEach(line -> note(expected, coming.at(), line)));

      days.passes(DAYS);

      TreeMap<Instant, List<String>> happened = new TreeMap<>();
      days.seen().stream()
          .filter(seen -> !WORKER.matcher(seen.what()).matches())
          .forEach(seen -> note(happened, seen.at(), seen.what()));
      for (Instant at : expected.keySet()) {
        assertThat(happened.get(at)).as("seed %d, at %s", seed, at).isEqualTo(expected.get(at));
      }
      assertThat(happened).as("seed %d", seed).isEqualTo(expected);
      return comings.size();
    }

    /// An operator wants some units otherwise than they were written.
    private void meddle() {
      for (UnitSpec unit : configuration.units().values()) {
        Request request =
            switch (random.nextInt(4)) {
              case 0 -> new Request.Stop(List.of(new Selector.OfUnit(unit.name())), OPERATOR);
              case 1 -> new Request.Start(List.of(new Selector.OfUnit(unit.name())), OPERATOR);
              case 2 -> new Request.Cron(unit.name(), Request.Cron.Order.SUSPEND, OPERATOR);
              default -> new Request.Hasten(OPERATOR);
            };
        days.asks(request);
      }
    }

    /// Everything is at a full minute, and over before the next one.
    private static void note(Map<Instant, List<String>> into, Instant at, String line) {
      List<String> lines =
          into.computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), _ -> new ArrayList<>());
      lines.add(line);
      lines.sort(null);
    }

    private static List<String> lines(Coming coming) {
      String starts = coming.unit() + " starts";
      String stops = coming.unit() + " stops";
      return switch (coming.action()) {
        case START -> List.of(starts);
        case STOP -> List.of(stops);
        case SWITCH -> List.of(stops, starts);
        case FIRE -> List.of(coming.unit() + " fires");
        case SKIP -> List.of();
      };
    }

    private Configuration configuration(LocalDate date) {
      List<UnitSpec> units = new ArrayList<>();
      int services = 1 + random.nextInt(4);
      for (int i = 0; i < services; i++) {
        units.add(service(i, date));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        units.add(cron("c" + i));
      }
      return Configuration.of(units.toArray(UnitSpec[]::new));
    }

    private ServiceSpec service(int place, LocalDate date) {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < place; i++) {
        switch (random.nextInt(6)) {
          case 0, 1 ->
              edges.add(
                  new Edge.Requires(new UnitName("u" + i), Until.READY, random.nextInt(4) != 0));
          case 2 -> edges.add(new Edge.Wants(new UnitName("u" + i)));
          default -> {}
        }
      }
      ServiceSpec plain =
          ServiceSpec.of("u" + place, "bin/u")
              .withEdges(edges)
              .withAutostart(random.nextInt(4) != 0);
      List<ServiceSpec> later = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        Timing timing =
            timing().withFrom(date.atStartOfDay().plusMinutes(15L * random.nextInt(400)));
        ServiceSpec version =
            plain.withLaunch(Launch.of(new Command(List.of("bin/v" + n)))).withTiming(timing);
        later.add(random.nextBoolean() ? version : version.withEdges(List.of()));
      }
      return plain.withTiming(timing().withLater(later));
    }

    private Timing timing() {
      List<Window> windows = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        // Most of them in the hours in which clocks are changed.
        int hour = random.nextInt(random.nextBoolean() ? 4 : 24);
        LocalTime from = LocalTime.of(hour, random.nextInt(4) * 15);
        LocalTime to = from.plusMinutes(15L * (1 + random.nextInt(random.nextBoolean() ? 8 : 90)));
        String days = List.of("all", "mon-fri", "sun", "sat-sun").get(random.nextInt(4));
        windows.add(new Window(Weekdays.parse(days).orElseThrow().days(), from, to, one(ZONES)));
      }
      return Timing.ALWAYS
          .withZone(one(ZONES))
          .withWindows(new Windows(windows))
          .withDisabled(random.nextInt(5) == 0);
    }

    private CronSpec cron(String name) {
      Schedule schedule = ((ScheduleReading.Read) Schedule.parse(one(EXPRESSIONS))).schedule();
      CronRule rule =
          CronRule.of(name, schedule, one(ZONES))
              .with(Overlap.values()[random.nextInt(3)], Missed.values()[random.nextInt(3)]);
      return new CronSpec(new UnitName(name), rule, JobSpec.of(name, "bin/" + name));
    }

    private <T> T one(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }
  }
}
