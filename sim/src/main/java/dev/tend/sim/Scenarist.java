package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Makes scenarios up from a seed: the same one for the same seed, always.
final class Scenarist {
  private static final int UNITS_MAX = 5;
  private static final int ACTS_MAX = 40;

  /// Where services that put themselves into the background write their pids.
  static final InstancePath OWN_PID_FILE = new InstancePath("/run/{unit}.own.pid");

  private final SplittableRandom random;

  /// For windows and versions; what else is in a seed does not hang on it.
  private final SplittableRandom dates;

  /// For how changes of the configuration get to processes, likewise.
  private final SplittableRandom updates;

  private final ServiceScenarist services;
  private final JobScenarist jobs;
  private final long seed;
  private final List<UnitName> names = new ArrayList<>();

  Scenarist(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.dates = new SplittableRandom(seed * 31 + 7);
    this.updates = new SplittableRandom(seed * 53 + 3);
    this.jobs = new JobScenarist(seed);
    int units = 1 + random.nextInt(UNITS_MAX);
    for (int i = 0; i < units; i++) {
      names.add(new UnitName("u" + i));
    }
    DateScenarist dated = new DateScenarist(dates);
    this.services = new ServiceScenarist(seed, names, random, updates, dated);
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
      units.add(services.spec(i));
    }
    return Configuration.of(units.toArray(UnitSpec[]::new))
        .withParallel(random.nextInt(3) == 0 ? Configuration.PARALLEL_MAX : 1 + random.nextInt(3));
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
      ServiceSpec next =
          spec instanceof ServiceSpec known && i != chosen ? known : services.spec(i);
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
