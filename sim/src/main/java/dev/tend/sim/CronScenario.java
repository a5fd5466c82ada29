package dev.tend.sim;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Cron jobs and what is done to them and their machine, made up from a seed: the same for the same
/// seed, always.
record CronScenario(long seed, List<CronSpec> specs, List<Act> acts)
    implements Shrinking<CronScenario> {
  private static final int ACTS_MAX = 40;

  /// By the clock, so that what is put back is not repeated; some of them often.
  private static final List<String> EXPRESSIONS =
      List.of(
          "0,1,2,5,10,15,20,25,30,40,50,55,59 0-22/2 * * *",
          "30 2 * * *",
          "15,45 22,23,0,1,2,3,4,5 * * *",
          "0 */3 * * *");

  /// The scenario begins some hours before a change of the clock in the second one.
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Madrid"), ZoneId.of("Australia/Lord_Howe"));

  CronScenario {
    specs = List.copyOf(specs);
    acts = List.copyOf(acts);
  }

  /// One thing that is done.
  sealed interface Act {
    record Pass(Duration time) implements Act {}

    record Jump(Duration by) implements Act {}

    record Death(int calls) implements Act {}

    record Boot() implements Act {}

    record Shutdown(boolean keep) implements Act {}

    record Tell(int which, Request.Cron.Order verb) implements Act {}

    record Strike() implements Act {}
  }

  static CronScenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CronSpec> specs = specs(random);
    return new CronScenario(seed, specs, acts(random, specs.size()));
  }

  @Override
  public CronScenario without(int from, int to) {
    return new CronScenario(seed, specs, Shrinking.drop(acts, from, to));
  }

  String text() {
    return Stream.concat(
            specs.stream().map(spec -> spec.name() + " " + spec.rule()),
            acts.stream().map(Act::toString))
        .map(line -> "\n  " + line)
        .collect(Collectors.joining("", "seed " + seed, ""));
  }

  private static List<CronSpec> specs(SplittableRandom random) {
    List<CronSpec> specs = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      String name = "c" + i;
      CronRule rule =
          new CronRule(
              name,
              schedule(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()))),
              ZONES.get(random.nextInt(ZONES.size())),
              Overlap.values()[random.nextInt(3)],
              Missed.values()[random.nextInt(3)],
              random.nextInt(3) == 0
                  ? Optional.of(Duration.ofSeconds(1 + random.nextInt(20_000)))
                  : Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              random.nextInt(3) == 0 ? Duration.ofMinutes(30) : Duration.ZERO,
              false,
              1 + random.nextInt(3),
              1 + random.nextInt(2));
      // Each run has one try, so that it can be told how often it was started.
      JobRule once = JobRule.DEFAULT.withRetries(JobRule.DEFAULT.retries().withLimit(0));
      JobSpec job = JobSpec.of(name, "/bin/" + name).withRule(once);
      specs.add(new CronSpec(new UnitName(name), rule, job));
    }
    return specs;
  }

  private static Schedule schedule(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new IllegalStateException(mistake.toString());
    };
  }

  private static List<Act> acts(SplittableRandom random, int crons) {
    List<Act> acts = new ArrayList<>();
    int count = 5 + random.nextInt(ACTS_MAX);
    for (int i = 0; i < count; i++) {
      acts.add(
          switch (random.nextInt(20)) {
            case 0, 1, 2 -> new Act.Jump(Duration.ofSeconds(random.nextInt(20_000) - 10_000L));
            case 3, 4, 5, 6, 7 -> new Act.Death(random.nextInt(40));
            case 8 -> new Act.Boot();
            case 9, 10 -> new Act.Shutdown(random.nextBoolean());
            case 11, 12, 13 ->
                new Act.Tell(random.nextInt(crons), Request.Cron.Order.values()[random.nextInt(3)]);
            case 14 -> new Act.Strike();
            default -> new Act.Pass(Duration.ofSeconds(random.nextInt(20_000)));
          });
      acts.add(new Act.Pass(Duration.ofMillis(random.nextInt(2_000_000))));
    }
    return acts;
  }
}
