package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.forecast.Experience;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.RunTimes;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the forecast says of cron jobs is what the world does, if runs take as long as they did.
class CronForecastTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  /// Clocks are put forward on the 29th.
  private static final Instant BEGIN = Instant.parse("2026-03-28T10:17:00Z");

  private static final Duration DAYS = Duration.ofDays(2);
  private static final int TRIES = 60;

  /// By then runs go on, and are in the way of others.
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private static final List<String> SCHEDULES =
      List.of(
          "30 2 * * *", "*/15 * * * *", "0 */2 * * *", "@every 40m", "5,20 1-9 * * *", "@hourly");

  /// What starts within a step ends after it.
  private static final Duration STEP = Duration.ofSeconds(90);

  private final Random random = new Random(20_261_121);

  @Test
  void randomCronJobsDoWhatIsForecast() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < TRIES; i++) {
      SortedMap<UnitName, RunTimes> times = new TreeMap<>();
      UnitSpec[] specs = specs(times);
      Life life = new Life(Host.with(specs), times);
      life.host.downtime(Duration.between(life.host.now().wall(), BEGIN.minus(HALF_A_DAY)));
      life.until(BEGIN);
      life.happened.clear();
      Experience experience = new Experience(times, life.states(), BEGIN);
      Configuration configuration = Configuration.of(specs);
      List<String> expected =
          Forecast.of(
                  configuration,
                  Wanted.of(life.host.snapshot()),
                  experience,
                  BEGIN,
                  BEGIN.plus(DAYS))
              .comings()
              .stream()
              .map(coming -> coming.at() + " " + coming.unit() + " " + coming.action().text())
              .sorted()
              .toList();

      life.until(BEGIN.plus(DAYS).minusMillis(1));

      assertThat(life.happened.stream().sorted().toList())
          .as("in %s", configuration)
          .isEqualTo(expected);
      expected.forEach(line -> seen.merge(line.substring(line.lastIndexOf(' ')), 1, Integer::sum));
    }
    assertThat(seen.keySet()).containsExactly(" fire", " skip", " stop");
    assertThat(seen.values()).allSatisfy(count -> assertThat(count).isGreaterThan(200));
  }

  /// Runs each of which ends when its time is over, and what is seen of them.
  private static final class Life {
    private final Host host;
    private final TreeMap<Instant, List<String>> ends = new TreeMap<>();
    private final List<String> happened = new ArrayList<>();

    Life(Host host, SortedMap<UnitName, RunTimes> times) {
      this.host = host;
      host.watching(plan -> {
        Instant now = host.now().wall();
        UnitName cron = CronSpec.owner(plan.instance().unit()).orElseThrow();
        happened.add(now + " " + cron + " fire");
        Instant end = now.plus(Objects.requireNonNull(times.get(cron)).median());
        ends.computeIfAbsent(end, _ -> new ArrayList<>()).add(plan.instance().toString());
      });
    }

    void until(Instant moment) {
      while (host.now().wall().isBefore(moment)) {
        Instant next = host.now().wall().plus(STEP);
        next = ends.isEmpty() || next.isBefore(ends.firstKey()) ? next : ends.firstKey();
        pass(next.isBefore(moment) ? next : moment);
      }
    }

    private void pass(Instant moment) {
      host.passes(Duration.between(host.now().wall(), moment));
      Optional.ofNullable(ends.remove(moment))
          .ifPresent(instances ->
              instances.forEach(instance -> {
                String unit = instance.substring(0, instance.lastIndexOf('.'));
                if (host.running(unit).contains(instance)) {
                  host.ends(instance, new Exit.Code(0)).passes(Duration.ZERO);
                }
              }));
      host.entries().forEach(this::look);
      host.forget();
    }

    private void look(Entry entry) {
      UnitName unit = entry.instance().orElseThrow().unit();
      if (entry.type().equals("skipped")) {
        happened.add(entry.at() + " " + unit + " skip");
      } else if (entry.to().filter(StateName.STOPPING::equals).isPresent()) {
        happened.add(entry.at() + " " + CronSpec.owner(unit).orElseThrow() + " stop");
      }
    }

    SortedMap<UnitName, CronState> states() {
      SortedMap<UnitName, CronState> states = new TreeMap<>();
      host.snapshot().crons().forEach((name, view) -> states.put(name, view.state()));
      return states;
    }
  }

  private UnitSpec[] specs(SortedMap<UnitName, RunTimes> times) {
    UnitSpec[] specs = new UnitSpec[1 + random.nextInt(3)];
    for (int i = 0; i < specs.length; i++) {
      UnitName name = new UnitName("c" + i);
      // No run ends when a firing comes: which of the two is seen first, nobody forecasts.
      Duration length = Duration.ofMillis(90_007 + random.nextInt(7_200_000) / 1000 * 1000);
      times.put(name, new RunTimes(1, length, length));
      specs[i] = new CronSpec(name, rule(name), JobSpec.of(name.text(), "bin/true"));
    }
    return specs;
  }

  private CronRule rule(UnitName name) {
    String expression = SCHEDULES.get(random.nextInt(SCHEDULES.size()));
    Schedule schedule = ((ScheduleReading.Read) Schedule.parse(expression)).schedule();
    Overlap overlap = Overlap.values()[random.nextInt(Overlap.values().length)];
    return new CronRule(
        name.text(),
        schedule,
        MADRID,
        overlap,
        Missed.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(7),
        false,
        CronRule.KEEP_SUCCEEDED,
        CronRule.KEEP_FAILED);
  }
}
