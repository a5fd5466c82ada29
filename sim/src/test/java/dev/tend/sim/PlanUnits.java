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
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Follow;
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
import dev.tend.core.spec.Until;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Makes up the units of [PlanScenarist] that are not as in any scenario.
final class PlanUnits {

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

  PlanUnits(SplittableRandom random) {
    this.random = random;
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

  ServiceSpec failing(ServiceSpec spec) {
    return spec.withLaunch(launch(spec.name(), Life.FAILING))
        .withRestart(RestartMode.NEVER)
        .withStartRetries(Optional.empty());
  }

  /// One that has the name of a job elsewhere.
  ServiceSpec service(UnitName name) {
    return ServiceSpec.of(name.text(), "/bin/" + name)
        .withInstances(1 + random.nextInt(2))
        .withAutostart(random.nextInt(4) != 0);
  }

  JobSpec job(UnitName name) {
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

  /// Whom Tend follows to the process that a pid file names, as a container's.
  ServiceSpec followed(ServiceSpec spec) {
    Follow follow =
        switch (random.nextInt(3)) {
          case 0 -> new Follow.PidFile(Scenarist.OWN_PID_FILE);
          case 1 -> new Follow.GivenFile();
          default -> new Follow.Container(random.nextBoolean());
        };
    // Who is up already is nothing that its own file says then.
    return spec.withDetectors(List.of()).withFollow(Optional.of(follow));
  }

  RetryRule retries(CompletionMode mode) {
    boolean alone = mode == CompletionMode.INDEXED && random.nextInt(3) == 0;
    return new RetryRule(
        random.nextBoolean() ? RestartMode.NEVER : RestartMode.ON_FAILURE,
        random.nextInt(4),
        alone ? Optional.of(random.nextInt(2)) : Optional.empty(),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0.1),
        new TreeSet<>(List.of(HOPELESS_CODE)));
  }

  Hooks hooks() {
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

  CronSpec cron() {
    JobSpec job = job(CRON);
    ServiceSpec worker = job.worker().withTiming(Timing.ALWAYS);
    JobRule work = job.rule().withSuspend(false).withOnce(Once.EVER);
    return new CronSpec(CRON, rule(), new JobSpec(worker, work));
  }

  CronRule rule() {
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
