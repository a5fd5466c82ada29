package dev.tend.sim;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes up the configurations of [PlanTest]: services as in any scenario, and beside them jobs,
/// cron jobs and groups, all of which come to rest by themselves within a minute and a half.
final class PlanScenarist {

  /// What a program does, by the end of its name.
  private enum Life {
    /// Ends well within a second or two.
    BRIEF,
    /// Goes on for longer than any scenario.
    LASTING,
    FAILING,
    /// Fails with a code that no further try would mend.
    HOPELESS
  }

  static final List<UnitName> JOBS = List.of(new UnitName("j0"), new UnitName("j1"));
  static final UnitName CRON = new UnitName("c0");

  private static final int HOPELESS_CODE = 3;
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  /// None of them fires within the minutes after 23:00 in Madrid that a scenario lasts.
  private static final List<String> EXPRESSIONS = List.of("0 12 * * *", "30 4 * * *", "@reboot");

  private final SplittableRandom random;
  private final Scenarist services;

  PlanScenarist(long seed) {
    random = new SplittableRandom(seed * 59 + 5);
    services = new Scenarist(seed);
  }

  /// How the processes of a calm machine live.
  static Behaviour life(LaunchPlan plan, Behaviour calm) {
    if (plan.kind() != RunKind.MAIN) {
      return calm;
    }
    String program = plan.launch().command().program();
    for (Life life : Life.values()) {
      if (program.endsWith("-" + life)) {
        return switch (life) {
          case BRIEF -> calm.ending(new Exit.Code(0), Duration.ofMillis(1300).toNanos());
          case LASTING -> calm.ending(new Exit.Code(0), Duration.ofDays(9).toNanos());
          case FAILING -> calm.ending(new Exit.Code(1), Duration.ofSeconds(4).toNanos());
          case HOPELESS ->
              calm.ending(new Exit.Code(HOPELESS_CODE), Duration.ofSeconds(4).toNanos());
        };
      }
    }
    return calm;
  }

  /// Another one each time, of the same names.
  Configuration configuration() {
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>(services.configuration().units());
    units.replaceAll((name, spec) -> random.nextInt(8) == 0 ? failing((ServiceSpec) spec) : spec);
    for (UnitName job : JOBS) {
      units.put(job, random.nextInt(12) == 0 ? service(job) : job(job));
    }
    units.put(CRON, random.nextInt(12) == 0 ? job(CRON) : cron());
    Configuration all = Configuration.EMPTY.withUnits(units);
    return new Configuration(
        all.units(),
        new TreeMap<>(),
        all.onExit(),
        all.logDirectory(),
        all.listen(),
        all.history(),
        random.nextInt(3) == 0 ? Configuration.PARALLEL_MAX : 1 + random.nextInt(3));
  }

  /// What is in force next where `before` is: most of it as it is, the rest as in `other`, or gone.
  Configuration next(Configuration before, Configuration other) {
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>();
    for (UnitName unit : other.units().keySet()) {
      UnitSpec known = before.units().get(unit);
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> units.put(unit, other.units().get(unit));
        default -> units.put(unit, known == null ? other.units().get(unit) : known);
      }
    }
    units.replaceAll((_, unit) -> alike(unit));
    units.replaceAll((_, unit) -> within(unit, units));
    TreeMap<String, Group> groups = new TreeMap<>();
    if (random.nextInt(3) == 0) {
      groups.put("all", new Group("all", List.copyOf(units.keySet())));
    }
    return new Configuration(
        units,
        groups,
        before.onExit(),
        before.logDirectory(),
        before.listen(),
        before.history(),
        random.nextInt(6) == 0 ? other.parallel() : before.parallel());
  }

  /// Sometimes with one thing changed that a process need not end for.
  private UnitSpec alike(UnitSpec unit) {
    if (random.nextInt(12) != 0) {
      return unit;
    }
    return switch (unit) {
      case ServiceSpec service -> service.withHooks(hooks());
      case JobSpec job ->
          switch (random.nextInt(4)) {
            case 0 -> job.withRule(job.rule().withSuspend(!job.rule().suspend()));
            case 1 -> job.withRule(job.rule().withRetries(retries(job.rule().mode())));
            case 2 ->
                job.withRule(
                    job.rule()
                        .withWorkers(
                            1 + random.nextInt(3), 1 + random.nextInt(4), job.rule().mode()));
            default -> job.withWorker(job.worker().withHooks(hooks()));
          };
      case CronSpec cron -> new CronSpec(cron.name(), rule(), cron.job());
    };
  }

  private static UnitSpec within(UnitSpec unit, Map<UnitName, UnitSpec> units) {
    List<Edge> edges =
        unit instanceof CronSpec(var _, var _, JobSpec job)
            ? job.worker().edges()
            : unit.each().edges();
    List<Edge> left = edges.stream().filter(edge -> units.containsKey(edge.unit())).toList();
    return switch (unit) {
      case ServiceSpec service -> service.withEdges(left);
      case JobSpec job -> job.withWorker(job.worker().withEdges(left));
      case CronSpec(UnitName name, CronRule rule, JobSpec job) ->
          new CronSpec(name, rule, job.withWorker(job.worker().withEdges(left)));
    };
  }

  private ServiceSpec failing(ServiceSpec spec) {
    return spec.withLaunch(launch(spec.name(), Life.FAILING))
        .withRestart(RestartMode.NEVER)
        .withStartRetries(Optional.empty());
  }

  /// One that has the name of a job elsewhere.
  private ServiceSpec service(UnitName name) {
    return ServiceSpec.of(name.text(), "/bin/" + name)
        .withInstances(1 + random.nextInt(2))
        .withAutostart(random.nextInt(4) != 0);
  }

  private JobSpec job(UnitName name) {
    ServiceSpec worker =
        ServiceSpec.of(name.text(), "/bin/" + name)
            .withLaunch(launch(name, life()))
            .withAutostart(random.nextInt(4) != 0)
            .withHooks(hooks())
            .withTiming(timing())
            .withEdges(edges(name));
    CompletionMode mode = one(CompletionMode.values());
    JobRule rule =
        JobRule.DEFAULT
            .withWorkers(1 + random.nextInt(3), 1 + random.nextInt(6), mode)
            .withRetries(retries(mode))
            .withTimes(sometimes(40), sometimes(20))
            .withSuspend(random.nextInt(10) == 0)
            .withOnce(random.nextInt(4) == 0 ? Once.DAY : Once.EVER);
    return new JobSpec(worker, rule);
  }

  private Life life() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Life.BRIEF;
      case 3, 4, 5 -> Life.LASTING;
      case 6 -> Life.FAILING;
      default -> Life.HOPELESS;
    };
  }

  private RetryRule retries(CompletionMode mode) {
    boolean alone = mode == CompletionMode.INDEXED && random.nextInt(3) == 0;
    return new RetryRule(
        random.nextBoolean() ? RestartMode.NEVER : RestartMode.ON_FAILURE,
        random.nextInt(4),
        alone ? Optional.of(random.nextInt(2)) : Optional.empty(),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0.1),
        new TreeSet<>(List.of(HOPELESS_CODE)));
  }

  private Hooks hooks() {
    Hooks hooks = Hooks.NONE;
    for (HookPhase phase : HookPhase.values()) {
      if (random.nextInt(6) == 0) {
        Command command = new Command(List.of("/bin/hook"));
        hooks = hooks.with(phase, List.of(Hook.of("h" + random.nextInt(3), command)));
      }
    }
    return hooks;
  }

  private Timing timing() {
    if (random.nextInt(4) != 0) {
      return Timing.ALWAYS.withZone(MADRID);
    }
    LocalTime from = LocalTime.of(random.nextInt(24), 0);
    LocalTime to = from.plusHours(1 + random.nextInt(20));
    Window window = new Window(new TreeSet<>(List.of(DayOfWeek.values())), from, to, MADRID);
    return Timing.ALWAYS.withZone(MADRID).withWindows(new Windows(List.of(window)));
  }

  /// The first job is needed by others, the second one needs others.
  private List<Edge> edges(UnitName name) {
    List<Edge> edges = new ArrayList<>();
    if (name.equals(JOBS.getLast())) {
      for (UnitName other : List.of(JOBS.getFirst(), new UnitName("u0"), new UnitName("u1"))) {
        edge(other).ifPresent(edges::add);
      }
    }
    return edges;
  }

  private Optional<Edge> edge(UnitName to) {
    Until until = random.nextBoolean() ? Until.READY : one(Until.values());
    return switch (random.nextInt(6)) {
      case 0, 1 -> Optional.of(new Edge.Requires(to, until, random.nextBoolean()));
      case 2 -> Optional.of(new Edge.Wants(to));
      case 3 -> Optional.of(new Edge.After(to, until));
      default -> Optional.empty();
    };
  }

  private CronSpec cron() {
    JobSpec job = job(CRON);
    ServiceSpec worker = job.worker().withTiming(Timing.ALWAYS);
    JobRule work = job.rule().withSuspend(false).withOnce(Once.EVER);
    return new CronSpec(CRON, rule(), new JobSpec(worker, work));
  }

  private CronRule rule() {
    String expression = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
    CronRule rule =
        CronRule.of(
            CRON.text(), schedule(expression), random.nextBoolean() ? MADRID : ZoneOffset.UTC);
    return rule.with(one(Overlap.values()), one(Missed.values()));
  }

  private static Schedule schedule(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new IllegalStateException(mistake.toString());
    };
  }

  private Launch launch(UnitName name, Life life) {
    String program = "/bin/" + name + "-" + random.nextInt(2) + "-" + life;
    return Launch.of(new Command(List.of(program)));
  }

  private Optional<Duration> sometimes(int secondsMax) {
    return random.nextInt(5) == 0
        ? Optional.of(Duration.ofSeconds(1 + random.nextInt(secondsMax)))
        : Optional.empty();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
