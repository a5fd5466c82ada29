package dev.tend.sim;

import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import dev.tend.core.spec.UpdateRule;
import dev.tend.core.spec.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Makes services up, in all that they can be.
final class ServiceScenarist {

  private final List<UnitName> names;
  private final SplittableRandom random;

  /// For what processes say of themselves; what else is in a seed does not hang on it.
  private final SplittableRandom talk;

  /// For how changes of the configuration get to processes, likewise.
  private final SplittableRandom updates;

  /// For who is followed to a pid file, likewise.
  private final SplittableRandom follows;

  private final DateScenarist dates;
  private final HookScenarist hooks;

  /// @param names of all services, each of which may come after those before it
  /// @param random goes on from where it is
  ServiceScenarist(
      long seed,
      List<UnitName> names,
      SplittableRandom random,
      SplittableRandom updates,
      DateScenarist dates) {
    this.names = List.copyOf(names);
    this.random = random;
    this.talk = new SplittableRandom(~seed);
    this.updates = updates;
    this.follows = new SplittableRandom(seed * 61 + 5);
    this.dates = dates;
    this.hooks = new HookScenarist(random);
  }

  /// A unit comes only after units before it, so that there is no circle.
  ServiceSpec spec(int place) {
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
            .withHooks(hooks.hooks())
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
                          ? new Follow.PidFile(Scenarist.OWN_PID_FILE)
                          : new Follow.GivenFile()));
    }
    return dates.perhapsDated(spec);
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
      case 0, 1 -> List.of(new Detector.PidFile(Scenarist.OWN_PID_FILE));
      case 2 ->
          List.of(
              new Detector.CommandSucceeds(new Command(List.of("/bin/detect"))),
              new Detector.PidFile(Scenarist.OWN_PID_FILE));
      default -> List.of();
    };
  }
}
