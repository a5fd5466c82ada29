package dev.tend.sim;

import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.spec.UpdateRule;
import dev.tend.core.spec.Watchdog;
import dev.tend.core.world.Selector;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes scenarios up from a seed: the same one for the same seed, always.
final class Scenarist {
  private static final int UNITS_MAX = 5;
  private static final int ACTS_MAX = 40;

  /// Where services that put themselves into the background write their pids.
  static final InstancePath OWN_PID_FILE = new InstancePath("/run/{unit}.own.pid");

  /// By its clocks dates go: those of the night in which scenarios begin, at 23:00, are put
  /// forward.
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private static final LocalDateTime MIDNIGHT = LocalDateTime.parse("2026-03-29T00:00:00");

  private final SplittableRandom random;

  /// For what processes say of themselves; what else is in a seed does not hang on it.
  private final SplittableRandom talk;

  /// For windows and versions, likewise.
  private final SplittableRandom dates;

  /// For how changes of the configuration get to processes, likewise.
  private final SplittableRandom updates;

  /// For who is followed to a pid file, likewise.
  private final SplittableRandom follows;

  private final JobScenarist jobs;
  private final long seed;
  private final List<UnitName> names = new ArrayList<>();

  Scenarist(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.talk = new SplittableRandom(~seed);
    this.dates = new SplittableRandom(seed * 31 + 7);
    this.updates = new SplittableRandom(seed * 53 + 3);
    this.follows = new SplittableRandom(seed * 61 + 5);
    this.jobs = new JobScenarist(seed, Scenarist::hooks);
    int units = 1 + random.nextInt(UNITS_MAX);
    for (int i = 0; i < units; i++) {
      names.add(new UnitName("u" + i));
    }
  }

  Scenario scenario() {
    Configuration first = jobs.beside(configuration(), Configuration.EMPTY);
    List<Act> acts = new ArrayList<>();
    int count = 5 + random.nextInt(ACTS_MAX);
    Configuration current = first;
    for (int i = 0; i < count; i++) {
      Act act = act(current);
      if (act instanceof Act.Reload(Configuration next, var _)) {
        // Where that did not stand its trial, the next change begins from it all the same.
        current = jobs.beside(next, current);
        act = new Act.Reload(current, watch());
      }
      acts.add(act);
      acts.add(new Act.Pass(time()));
      jobs.act()
          .ifPresent(more -> {
            acts.add(more);
            acts.add(new Act.Pass(jobs.time()));
          });
      if (dates.nextInt(30) == 0) {
        UnitName unit = names.get(dates.nextInt(names.size()));
        acts.add(new Act.Force(new Selector.OfUnit(unit)));
        acts.add(new Act.Pass(Duration.ofSeconds(dates.nextInt(60))));
      }
    }
    return new Scenario(seed, first, acts);
  }

  private Optional<Duration> watch() {
    return updates.nextInt(4) == 0
        ? Optional.of(Duration.ofMillis(1 + updates.nextInt(40_000)))
        : Optional.empty();
  }

  /// One of all units, another one each time.
  Configuration configuration() {
    List<UnitSpec> units = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      units.add(spec(i));
    }
    return Configuration.of(units.toArray(UnitSpec[]::new))
        .withParallel(random.nextInt(3) == 0 ? Configuration.PARALLEL_MAX : 1 + random.nextInt(3));
  }

  /// A unit comes only after units before it, so that there is no circle.
  private ServiceSpec spec(int place) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i < place && random.nextInt(3) == 0) {
        edges.add(new Edge.Requires(names.get(i), until(), random.nextInt(4) != 0));
      }
      if (i < place && random.nextInt(5) == 0) {
        edges.add(
            new Edge.After(names.get(i), required(edges, names.get(i)).orElseGet(this::until)));
      }
      if (i != place && random.nextInt(8) == 0) {
        edges.add(new Edge.Wants(names.get(i)));
      }
    }
    Readiness readiness = random.nextInt(3) == 0 ? signalled() : Readiness.UPTIME;
    Duration stable = Duration.ofMillis(List.of(0, 100, 1000).get(random.nextInt(3)));
    Probes probes = probes();
    Duration within =
        probes.gate()
            // Time enough for both, when all is well.
            ? Duration.ofSeconds(30)
            : Duration.ofMillis(List.of(1000, 5000, 30_000).get(random.nextInt(3)));
    ServiceSpec spec =
        ServiceSpec.of(names.get(place).text(), "/bin/u" + place)
            .withInstances(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3))
            .withPriority(random.nextInt(3))
            .withAutostart(random.nextInt(4) != 0)
            .withEdges(edges)
            .withRestart(RestartMode.values()[random.nextInt(3)])
            .withStart(new StartRule(within, stable, readiness))
            .withBackoff(
                new Backoff(
                    Duration.ofMillis(10L + random.nextInt(500)),
                    Duration.ofMillis(600L + random.nextInt(20_000)),
                    1 + random.nextDouble() * 2,
                    random.nextDouble() * 0.5))
            .withGiveUpAfter(
                random.nextInt(3) == 0
                    ? Optional.of(new GiveUp(1 + random.nextInt(5), Duration.ofMinutes(1)))
                    : Optional.empty())
            .withRestartDelay(
                random.nextInt(4) == 0
                    ? Optional.of(Duration.ofMillis(10L + random.nextInt(5_000)))
                    : Optional.empty())
            .withStartRetries(
                random.nextInt(4) == 0
                    ? Optional.of(new StartRetries(random.nextInt(4), pause()))
                    : Optional.empty())
            .withStop(stop())
            .withPidFile(pidFile())
            .withDetectors(detectors())
            .withWatchdog(
                talk.nextInt(4) == 0
                    ? Optional.of(
                        new Watchdog(Duration.ofMillis(1000L + talk.nextInt(9000)), Signal.ABRT))
                    : Optional.empty())
            .withProbes(probes)
            .withHooks(hooks(random))
            .withUpdate(
                updates.nextInt(3) == 0
                    ? UpdateRule.rolling(1 + updates.nextInt(2))
                    : UpdateRule.TOGETHER);
    if (follows.nextInt(6) == 0) {
      // Who is up already is nothing that its own file says then.
      spec =
          spec.withDetectors(List.of())
              .withFollow(
                  Optional.of(
                      follows.nextBoolean()
                          ? new Follow.PidFile(OWN_PID_FILE)
                          : new Follow.GivenFile()));
    }
    return dates.nextInt(3) == 0 ? dated(spec) : spec;
  }

  private ServiceSpec dated(ServiceSpec spec) {
    ServiceSpec own = spec.withTiming(timing());
    List<ServiceSpec> later = new ArrayList<>();
    for (int i = dates.nextInt(4) - 1; i > 0; i--) {
      String program = "/bin/" + spec.name() + "-v" + dates.nextInt(1000);
      later.add(
          spec.withLaunch(Launch.of(new Command(List.of(program))))
              .withEdges(spec.edges().stream().filter(_ -> dates.nextInt(3) != 0).toList())
              .withTiming(timing().withFrom(MIDNIGHT.plusSeconds(dates.nextInt(-4000, 600)))));
    }
    return own.withTiming(own.timing().withLater(later));
  }

  private Timing timing() {
    List<Window> windows = new ArrayList<>();
    for (int i = dates.nextInt(4); i > 0; i--) {
      // Near the time at which scenarios begin, and for what the clock is put back and forward by.
      LocalTime from = MIDNIGHT.toLocalTime().plusSeconds(dates.nextInt(-6000, 4000));
      LocalTime to = from.plusSeconds(1 + dates.nextInt(dates.nextBoolean() ? 120 : 5000));
      windows.add(new Window(new TreeSet<>(List.of(DayOfWeek.values())), from, to, MADRID));
    }
    return Timing.ALWAYS
        .withZone(MADRID)
        .withWindows(new Windows(windows))
        .withDisabled(dates.nextInt(6) == 0)
        .withRestartOnChange(dates.nextBoolean());
  }

  private Readiness signalled() {
    return switch (talk.nextInt(4)) {
      case 0 -> Readiness.SIGNALLED;
      case 1 -> new Readiness.Notify();
      case 2 -> new Readiness.Line("ready");
      default -> new Readiness.Descriptor(3);
    };
  }

  private Probes probes() {
    return random.nextInt(3) == 0 ? new Probes(probe(4), probe(2), probe(2)) : Probes.NONE;
  }

  /// One in so many.
  private Optional<Probe> probe(int of) {
    if (random.nextInt(of) != 0) {
      return Optional.empty();
    }
    Check check =
        random.nextInt(4) == 0
            ? new Check.Exec(new Command(List.of("/bin/probe")))
            : new Check.Tcp("127.0.0.1:80");
    return Optional.of(
        new Probe(
            check,
            Duration.ofMillis(random.nextInt(3) * 200L),
            Duration.ofMillis(random.nextInt(6) == 0 ? 3_000 : 10_000L + random.nextInt(60_000)),
            Duration.ofMillis(50L + random.nextInt(1_000)),
            1 + random.nextInt(3),
            1 + random.nextInt(2)));
  }

  /// Who is required while it runs is not waited for until it ends.
  private static Optional<Until> required(List<Edge> edges, UnitName unit) {
    return edges.stream()
        .filter(edge -> edge.unit().equals(unit))
        .flatMap(edge ->
            edge instanceof Edge.Requires(var _, Until until, var _)
                ? Stream.of(until)
                : Stream.empty())
        .findFirst();
  }

  private Duration pause() {
    return Duration.ofMillis(10L + random.nextInt(2_000));
  }

  private Until until() {
    return random.nextInt(4) != 0
        ? Until.READY
        : Until.values()[random.nextInt(Until.values().length)];
  }

  private StopRule stop() {
    Optional<Command> command =
        random.nextInt(5) == 0 ? Optional.of(new Command(List.of("/bin/stop"))) : Optional.empty();
    Signal signal = random.nextInt(10) == 0 ? Signal.KILL : Signal.TERM;
    return new StopRule(signal, command, Duration.ofMillis(random.nextInt(3) * 1500L));
  }

  /// The same place for a unit whenever it has one, so that a file can always be told from those
  /// that an earlier configuration left.
  private Optional<InstancePath> pidFile() {
    return random.nextInt(3) == 0
        ? Optional.of(new InstancePath("/run/{unit}.pid"))
        : Optional.empty();
  }

  private List<Detector> detectors() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> List.of(new Detector.PidFile(OWN_PID_FILE));
      case 2 ->
          List.of(
              new Detector.CommandSucceeds(new Command(List.of("/bin/detect"))),
              new Detector.PidFile(OWN_PID_FILE));
      default -> List.of();
    };
  }

  private static Hooks hooks(SplittableRandom random) {
    Hooks hooks = Hooks.NONE;
    if (random.nextInt(2) == 0) {
      return hooks;
    }
    for (HookPhase phase : HookPhase.values()) {
      List<Hook> some = new ArrayList<>();
      int count = Math.max(0, random.nextInt(5) - 2);
      for (int number = 1; number <= count; number++) {
        some.add(hook(number, random));
      }
      hooks = hooks.with(phase, some);
    }
    return hooks;
  }

  private static Hook hook(int number, SplittableRandom random) {
    Hook.OnFailure mode = Hook.OnFailure.values()[random.nextInt(3)];
    boolean async = random.nextInt(4) == 0;
    Command command = new Command(List.of("/bin/hook"));
    Hook hook =
        Hook.of(HookWitness.name(mode, async, number), command)
            .within(Duration.ofMillis(1 + random.nextInt(3000)))
            .onFailure(mode);
    return async ? hook.unwaited() : hook;
  }

  private Duration time() {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofNanos(random.nextLong(2_000_000));
      case 2, 3 -> Duration.ofMillis(random.nextInt(500));
      case 4 -> Duration.ofMillis(random.nextInt(5_000));
      default -> Duration.ofMillis(random.nextInt(60_000));
    };
  }

  private Act act(Configuration current) {
    return switch (random.nextInt(48)) {
      case 0, 1, 2, 3, 4, 5 -> new Act.Start(selector());
      case 6, 7, 8, 9, 10, 11 -> new Act.Stop(selector());
      case 12, 13, 14, 15 -> new Act.Restart(selector());
      case 16, 17 -> new Act.Scale(name(), random.nextInt(4));
      case 18, 19, 20, 21 -> new Act.Reload(changed(current));
      case 22, 23 -> new Act.Jump(Duration.ofSeconds(random.nextInt(20_000) - 10_000L));
      case 24, 25, 26, 27 -> new Act.Death(random.nextInt(60));
      case 28, 29 -> new Act.Shutdown(random.nextBoolean());
      case 30 -> new Act.Boot();
      case 31, 32 -> new Act.Hasten();
      case 45, 46, 47 -> new Act.Roll(selector(), 1 + random.nextInt(2));
      case 33, 34, 35, 36 -> new Act.Meddle(instance(), Act.Meddling.values()[random.nextInt(3)]);
      default -> new Act.Strike(instance());
    };
  }

  /// One unit changed, or removed with what requires it, or all of it new.
  private Configuration changed(Configuration current) {
    if (random.nextInt(6) == 0) {
      return configuration();
    }
    List<UnitSpec> units = new ArrayList<>();
    int chosen = random.nextInt(names.size());
    boolean remove = random.nextInt(4) == 0;
    for (int i = 0; i < names.size(); i++) {
      UnitSpec spec = current.units().get(names.get(i));
      if ((i == chosen && remove) || (spec == null && i != chosen)) {
        continue;
      }
      ServiceSpec next = spec instanceof ServiceSpec known && i != chosen ? known : spec(i);
      units.add(next);
    }
    return Configuration.of(
            units.stream().map(unit -> present((ServiceSpec) unit, units)).toArray(UnitSpec[]::new))
        .withParallel(current.parallel());
  }

  private static ServiceSpec present(ServiceSpec spec, List<UnitSpec> all) {
    return spec.withEdges(
        spec.edges().stream()
            .filter(edge -> all.stream().anyMatch(unit -> unit.name().equals(edge.unit())))
            .toList());
  }

  private Selector selector() {
    return switch (random.nextInt(4)) {
      case 0 -> new Selector.OfPattern("*");
      case 1 -> new Selector.OfInstance(instance());
      default -> new Selector.OfUnit(name());
    };
  }

  private InstanceId instance() {
    return new InstanceId(name(), 1 + random.nextInt(3));
  }

  private UnitName name() {
    return names.get(random.nextInt(names.size()));
  }
}
