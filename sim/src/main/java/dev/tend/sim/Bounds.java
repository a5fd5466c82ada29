package dev.tend.sim;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds against their limits what daemons do to several at once: how many they let start, and how
/// many they take down in a rolling restart.
final class Bounds {
  private int parallel;
  private final Map<InstanceId, StateName> before = new HashMap<>();
  private final Set<InstanceId> working = new HashSet<>();
  private final Set<InstanceId> starting = new HashSet<>();
  private final Map<Long, List<InstanceId>> underWay = new HashMap<>();
  private final Map<InstanceId, Set<Integer>> asked = new HashMap<>();
  private final Map<UnitName, Set<Integer>> updates = new HashMap<>();

  /// A new daemon starts. What was asked of an earlier one counts, and what that one saw does not.
  void opening() {
    before.clear();
    working.clear();
    starting.clear();
    underWay.clear();
  }

  /// A rolling restart of these may have been taken; `surely`, in place of those before it.
  void mayRoll(Set<InstanceId> instances, int atOnce, boolean surely) {
    for (InstanceId id : instances) {
      Set<Integer> numbers = asked.computeIfAbsent(id, _ -> new HashSet<>());
      if (surely) {
        numbers.clear();
      }
      numbers.add(atOnce);
    }
  }

  /// A configuration came into force, if only for an instant: who has only to stay up by it, holds
  /// no turn from then on.
  void inForce(Configuration next) {
    starting.removeIf(id ->
        next.units().get(id.unit()) instanceof ServiceSpec spec
            && spec.start().readiness().equals(Readiness.UPTIME));
  }

  /// Instances of the unit may be replaced so many at once, because its spec says so.
  void mayUpdate(UnitName unit, int atOnce) {
    updates.computeIfAbsent(unit, _ -> new HashSet<>()).add(atOnce);
  }

  /// Called after every turn.
  void check(Snapshot snapshot) {
    snapshot.rollings().forEach(rolling -> check(rolling, snapshot));
    Set<InstanceId> begun = new HashSet<>();
    for (InstanceView view : snapshot.instances()) {
      StateName was = before.put(view.id(), view.state());
      if (view.ready()) {
        working.add(view.id());
      } else {
        working.remove(view.id());
      }
      if (view.state() != StateName.STARTING || !says(snapshot, view)) {
        // Who is started anew within a turn may only have to stay up now, by another configuration.
        starting.remove(view.id());
      } else if ((was == StateName.WAITING || was == StateName.STOPPED) && !view.adopted()) {
        begun.add(view.id());
      }
    }
    starting.removeIf(id -> snapshot.find(id).isEmpty());
    starting.addAll(begun);
    // One that has just come into force says nothing of who started before it did.
    int most = Math.max(parallel, snapshot.configuration().parallel());
    parallel = snapshot.configuration().parallel();
    if (!begun.isEmpty() && starting.size() > most) {
      throw new Violation("parallel: " + starting + " are starting at once");
    }
  }

  private static boolean says(Snapshot snapshot, InstanceView view) {
    return snapshot.configuration().units().get(view.id().unit()) instanceof ServiceSpec spec
        && !spec.start().readiness().equals(Readiness.UPTIME);
  }

  /// Whoever newly goes down did its work until now: then it and all others that do not are no more
  /// than may be.
  private void check(Rolling rolling, Snapshot snapshot) {
    for (InstanceId id : rolling.old()) {
      boolean known =
          asked.getOrDefault(id, Set.of()).contains(rolling.atOnce())
              || updates.getOrDefault(id.unit(), Set.of()).contains(rolling.atOnce());
      if (rolling.phase() == Rolling.Phase.ROLLING && !known) {
        throw new Violation("rolling: nobody asked for " + rolling.atOnce() + " in " + rolling);
      }
    }
    List<InstanceId> earlier = underWay.getOrDefault(rolling.id(), List.of());
    underWay.put(rolling.id(), rolling.underWay());
    Set<UnitName> units =
        rolling.underWay().stream()
            .filter(id ->
                !earlier.contains(id)
                    && working.contains(id)
                    && snapshot.find(id).filter(Bounds::rolls).isPresent())
            .map(InstanceId::unit)
            .collect(Collectors.toSet());
    long down =
        Stream.of(rolling.old(), rolling.underWay(), rolling.renewed())
            .flatMap(List::stream)
            .filter(id -> units.contains(id.unit()))
            .filter(id -> rolling.underWay().contains(id) || !works(snapshot, id))
            .filter(id -> rolling.underWay().contains(id) || !isTakenAlong(snapshot, id))
            .count();
    if (rolling.phase() == Rolling.Phase.ROLLING && down > rolling.atOnce()) {
      throw new Violation("rolling: " + down + " are down at once in " + rolling);
    }
  }

  /// Whether the rolling restart brings it down, and nobody else.
  private static boolean rolls(InstanceView view) {
    return view.process().isPresent()
        && view.cause().sentence().startsWith("its turn in a rolling");
  }

  /// Whether it goes down in this very turn because what its unit requires does: that takes all of
  /// them down, and the one whose turn comes in that turn would have gone anyway.
  private boolean isTakenAlong(Snapshot snapshot, InstanceId id) {
    return working.contains(id)
        && snapshot.find(id).filter(view -> view.cause() instanceof Cause.Edge).isPresent();
  }

  private static boolean works(Snapshot snapshot, InstanceId id) {
    return snapshot
        .find(id)
        .filter(view -> view.ready() || view.state() == StateName.COMPLETED || !view.targetUp())
        .isPresent();
  }
}
