package dev.tend.sim;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.world.Request;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes up the jobs and cron jobs beside the services of a scenario, and what is done to them, by
/// chance of its own: what else is in a seed does not hang on it.
final class JobScenarist {

  /// Of a worker, beside those that others have.
  static final int FAIL_CODE = 3;

  static final int SUCCESS_CODE = 9;

  private static final int JOBS = 2;
  private static final UnitName CRON = new UnitName("c0");

  /// Often enough for the minutes that a scenario lasts; some say how often, and some when.
  private static final List<String> EXPRESSIONS =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "0,1,2,3,5,8,13,21,34,55 0-6,8-23 * * *",
          "0,15,20,30,50 * 22,23 * * *");

  private final long seed;
  private final SplittableRandom random;
  private final HookScenarist hooks;

  /// Whether the seed has any of them.
  private final boolean busy;

  JobScenarist(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed * 43 + 11);
    this.hooks = new HookScenarist(random);
    this.busy = random.nextInt(4) == 0;
  }

  /// The services with jobs and cron jobs beside them.
  ///
  /// @param before what was in force until then: most of it stays as it is
  Configuration beside(Configuration services, Configuration before) {
    if (!busy) {
      return services;
    }
    boolean begins = before.units().isEmpty();
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(services.units());
    for (int i = 0; i < JOBS; i++) {
      UnitName name = name(i);
      boolean changes = begins || random.nextInt(3) == 0;
      if (!changes && before.units().get(name) instanceof JobSpec known) {
        units.put(name, known.withWorker(known.worker().withEdges(edges(i, services))));
      } else if (changes && random.nextInt(4) != 0) {
        JobSpec job = job(name);
        units.put(name, job.withWorker(job.worker().withEdges(edges(i, services))));
      }
    }
    boolean changes = begins || random.nextInt(4) == 0;
    if (!changes && before.units().get(CRON) instanceof CronSpec known) {
      units.put(CRON, known);
    } else if (changes && random.nextInt(3) != 0) {
      units.put(CRON, cron());
    }
    units.replaceAll((_, unit) ->
        unit instanceof ServiceSpec service ? service.withEdges(edges(service, units)) : unit);
    return services.withUnits(units);
  }

  /// What is done to them next, if anything is.
  Optional<Act> act() {
    if (!busy || random.nextInt(3) != 0) {
      return Optional.empty();
    }
    UnitName job = name(random.nextInt(JOBS));
    return Optional.of(
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> new Act.Job(job, one(Request.OfJob.Verb.values()));
          case 3, 4 -> new Act.Cron(CRON, one(Request.Cron.Order.values()));
          case 5 ->
              new Act.Strike(new InstanceId(new UnitName(CRON + "-" + (1 + random.nextInt(9))), 1));
          default -> new Act.Strike(new InstanceId(job, 1 + random.nextInt(3)));
        });
  }

  Duration time() {
    return Duration.ofMillis(random.nextInt(random.nextBoolean() ? 500 : 40_000));
  }

  private static UnitName name(int job) {
    return new UnitName("j" + job);
  }

  /// Services come after the first one, and the second one comes after services.
  private static boolean isFirst(int job) {
    return job == 0;
  }

  /// The same each time for the same two units.
  private SplittableRandom between(UnitName one, UnitName other) {
    return new SplittableRandom(seed * 47 + one.hashCode() * 31L + other.hashCode());
  }

  private List<Edge> edges(int job, Configuration services) {
    List<Edge> edges = new ArrayList<>();
    for (UnitName service : services.units().keySet()) {
      if (!isFirst(job)) {
        edge(name(job), service).ifPresent(edges::add);
      }
    }
    return edges;
  }

  private List<Edge> edges(ServiceSpec service, SortedMap<UnitName, UnitSpec> units) {
    List<Edge> edges = new ArrayList<>(service.edges());
    for (int i = 0; i < JOBS; i++) {
      UnitName job = name(i);
      edges.removeIf(edge -> edge.unit().equals(job));
      if (isFirst(i) && units.containsKey(job)) {
        edge(service.name(), job).ifPresent(edges::add);
      }
    }
    return edges;
  }

  private Optional<Edge> edge(UnitName from, UnitName to) {
    SplittableRandom chance = between(from, to);
    Until until =
        chance.nextBoolean() ? Until.READY : Until.values()[chance.nextInt(Until.values().length)];
    return switch (chance.nextInt(8)) {
      case 0, 1 -> Optional.of(new Edge.Requires(to, until, chance.nextBoolean()));
      case 2 -> Optional.of(new Edge.Wants(to));
      case 3 -> Optional.of(new Edge.After(to, until));
      default -> Optional.empty();
    };
  }

  private JobSpec job(UnitName name) {
    return new JobSpec(worker(name), rule(1 + random.nextInt(3), 1 + random.nextInt(6)));
  }

  private ServiceSpec worker(UnitName name) {
    ServiceSpec worker =
        ServiceSpec.of(name.text(), "/bin/" + name + "-" + random.nextInt(2))
            .withAutostart(random.nextInt(4) != 0)
            .withStop(
                new StopRule(
                    Signal.TERM, Optional.empty(), Duration.ofMillis(random.nextInt(3) * 1500L)));
    if (random.nextInt(4) == 0) {
      worker = worker.withSuccessCodes(new TreeSet<>(List.of(0, SUCCESS_CODE)));
    }
    return random.nextInt(4) == 0 ? worker.withHooks(hooks.hooks()) : worker;
  }

  private JobRule rule(int parallelism, int completions) {
    CompletionMode mode = one(CompletionMode.values());
    boolean alone = mode == CompletionMode.INDEXED && random.nextInt(3) == 0;
    RetryRule retries =
        new RetryRule(
            random.nextBoolean() ? RestartMode.NEVER : RestartMode.ON_FAILURE,
            List.of(0, 1, 3, 6, 30).get(random.nextInt(5)),
            alone ? Optional.of(random.nextInt(3)) : Optional.empty(),
            new Backoff(
                Duration.ofMillis(10L + random.nextInt(1000)),
                Duration.ofMillis(1010L + random.nextInt(4000)),
                1 + random.nextDouble(),
                random.nextDouble() * 0.5),
            new TreeSet<>(random.nextInt(3) == 0 ? List.of(FAIL_CODE) : List.of()));
    return new JobRule(
        parallelism,
        completions,
        mode,
        retries,
        sometimes(60_000),
        sometimes(30_000),
        random.nextInt(8) == 0,
        Once.EVER);
  }

  private Optional<Duration> sometimes(int millisMax) {
    return random.nextInt(4) == 0
        ? Optional.of(Duration.ofMillis(1 + random.nextInt(millisMax)))
        : Optional.empty();
  }

  private CronSpec cron() {
    CronRule rule =
        new CronRule(
            CRON.text(),
            schedule(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()))),
            ZoneId.of(random.nextBoolean() ? "UTC" : "Europe/Madrid"),
            one(Overlap.values()),
            one(Missed.values()),
            sometimes(200_000),
            Optional.empty(),
            Optional.empty(),
            random.nextInt(3) == 0 ? Duration.ofSeconds(40) : Duration.ZERO,
            random.nextInt(8) == 0,
            1 + random.nextInt(3),
            1 + random.nextInt(2));
    boolean alone = random.nextInt(3) != 0;
    JobRule work = rule(alone ? 1 : 2, alone ? 1 : 3).withSuspend(false);
    return new CronSpec(CRON, rule, new JobSpec(worker(CRON), work));
  }

  private static Schedule schedule(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new IllegalStateException(mistake.toString());
    };
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
