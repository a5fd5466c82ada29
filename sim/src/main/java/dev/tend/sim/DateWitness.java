package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.schedule.Timeline.Stretch;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Holds what runs against the time of day: nothing outside its window, and nothing but the version
/// that is in force.
final class DateWitness {

  /// What is asked to end has hooks, a stop command and dependants that go first, each with its own
  /// patience, and may be stuck in the kernel for a while.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SimKernel kernel;
  private final Map<UnitName, Stretch<Shift>> known = new HashMap<>();
  private final Map<UnitName, Long> closedNanos = new HashMap<>();
  private final Map<UnitName, Long> changedNanos = new HashMap<>();
  private final Map<InstanceId, Instant> forced = new HashMap<>();
  private Configuration configuration = Configuration.EMPTY;
  private long inForceNanos = Long.MIN_VALUE;

  DateWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  void inForce(Configuration next) {
    next.units()
        .forEach((name, spec) -> {
          if (!spec.equals(configuration.units().get(name))) {
            known.remove(name);
          }
        });
    configuration = next;
    inForceNanos = kernel.nanos();
  }

  /// The units that are something else now than when they were last looked at.
  Set<UnitName> follow() {
    Set<UnitName> changed = new TreeSet<>();
    for (UnitName unit : configuration.units().keySet()) {
      Stretch<Shift> before = known.get(unit);
      Instant now = kernel.now().wall();
      if (before == null || !before.contains(now)) {
        known.put(unit, shift(unit, now));
        changed.add(unit);
        changedNanos.put(unit, kernel.nanos());
      }
      if (open(unit)) {
        closedNanos.remove(unit);
      } else {
        closedNanos.putIfAbsent(unit, kernel.nanos());
      }
    }
    return changed;
  }

  /// Whether it is something else since this very instant.
  boolean changedNow(UnitName unit) {
    return changedNanos.getOrDefault(unit, Long.MIN_VALUE) == kernel.nanos();
  }

  /// What a spec is now, of its versions.
  ServiceSpec inForce(ServiceSpec written) {
    return written.timing().varies()
        ? Shift.of(written).at(kernel.now().wall()).value().spec()
        : written;
  }

  private Stretch<Shift> shift(UnitName unit, Instant now) {
    return Shift.of(Objects.requireNonNull(configuration.units().get(unit)).each()).at(now);
  }

  private boolean open(UnitName unit) {
    return Optional.ofNullable(known.get(unit)).map(each -> each.value().open()).orElse(true);
  }

  /// An operator may have forced these up.
  void forced(Set<InstanceId> instances) {
    follow();
    instances.stream()
        .filter(id -> !open(id.unit()))
        .forEach(id -> forced.put(id, until(id.unit())));
  }

  private boolean mayBeUp(InstanceId id) {
    return open(id.unit()) || until(id.unit()).equals(forced.get(id));
  }

  private Instant until(UnitName unit) {
    return Optional.ofNullable(known.get(unit)).flatMap(Stretch::until).orElse(Instant.MAX);
  }

  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    if (inForceNanos == kernel.nanos()) {
      // What happened in this turn was taken before the reload, and may have been a start.
      return;
    }
    if (!mayBeUp(id)) {
      throw new Violation("window: " + id + " is spawned outside its window");
    }
    Stretch<Shift> now = known.get(id.unit());
    if (now != null && !now.value().spec().launch().command().equals(plan.launch().command())) {
      throw new Violation("version: " + plan.launch() + " is spawned in " + now);
    }
  }

  /// Called after every turn.
  void check() {
    for (SimProcess process : kernel.processes()) {
      InstanceId id = process.plan.instance();
      Long since = closedNanos.get(id.unit());
      boolean overdue =
          since != null
              && kernel.nanos() - Math.max(since, process.bornNanos) > PATIENCE.toNanos()
              && configuration.units().containsKey(id.unit());
      if (overdue
          && process.alive
          && process.plan.kind() == RunKind.MAIN
          && !process.foreign
          && !mayBeUp(id)) {
        throw new Violation("window: " + id + " runs outside its window");
      }
    }
  }

  /// Whether an edge is so near that not everything may have come to rest.
  boolean edgeNear() {
    Instant now = kernel.now().wall();
    return configuration.units().keySet().stream()
        .map(unit -> shift(unit, now))
        .anyMatch(each ->
            each.from().filter(at -> at.isAfter(now.minus(PATIENCE))).isPresent()
                || each.until().filter(at -> at.isBefore(now.plusSeconds(2))).isPresent());
  }
}
