package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Holds starts against what operators asked for: whom they stopped stays stopped, for as long as
/// there is to be one of that number.
final class StoppedWitness {
  private final InForce inForce;
  private final Set<InstanceId> held = new TreeSet<>();

  /// What was held down of those that the last trial removed.
  private final Set<InstanceId> removed = new TreeSet<>();

  private final Map<UnitName, Integer> scale = new HashMap<>();

  StoppedWitness(InForce inForce) {
    this.inForce = inForce;
  }

  /// Another configuration is about to be in force.
  ///
  /// @param trial whether what it removes may come back
  void replaces(Configuration next, boolean trial) {
    removed.clear();
    if (trial) {
      held.stream().filter(id -> !next.units().containsKey(id.unit())).forEach(removed::add);
    }
  }

  /// What a trial removed is there again, as it stood.
  void cameBack() {
    held.addAll(removed);
  }

  /// It is in force: whom it does not know, nobody holds down.
  void inForce(Configuration next) {
    held.removeIf(id -> !next.units().containsKey(id.unit()));
    scale.keySet().retainAll(next.units().keySet());
  }

  /// Instances beyond these are gone, and what was asked of them with them.
  ///
  /// @return beyond which number they may be others than before
  int scaled(UnitName unit, int instances) {
    Integer before = scale.put(unit, instances);
    held.removeIf(id -> id.unit().equals(unit) && id.number() > instances);
    return before == null ? instances : Math.min(before, instances);
  }

  /// Whether there is to be one of that number.
  boolean counts(InstanceId id) {
    return id.number() <= scale.getOrDefault(id.unit(), 0);
  }

  /// An operator's stop was acknowledged.
  void stopped(Set<InstanceId> instances) {
    instances.stream().filter(id -> !inForce.works(id) && counts(id)).forEach(held::add);
  }

  /// An operator's start may have been taken.
  ///
  /// @param units theirs, and what those pull up with them
  void mayStart(Set<InstanceId> instances, Set<UnitName> units) {
    instances.forEach(held::remove);
    held.removeIf(
        id -> units.contains(id.unit()) && !instances.contains(id) && isPulled(id, instances));
  }

  private boolean isPulled(InstanceId id, Set<InstanceId> started) {
    return started.stream().noneMatch(other -> other.unit().equals(id.unit()))
        || inForce.isPulled(id.unit());
  }

  /// Called by the kernel before a main process comes to be.
  void spawning(InstanceId id) {
    if (held.contains(id)) {
      throw new Violation("2: " + id + " is spawned although an operator stopped it");
    }
  }
}
