package dev.tend.core.world;

import dev.tend.core.plan.Step;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far each unit stands above those that it comes after: 0 for one that comes after nobody.
final class Ranks {
  private final Slots slots;
  private final Map<UnitName, Integer> ranks = new HashMap<>();

  Ranks(Slots slots) {
    this.slots = slots;
    Map<UnitName, Integer> open = new HashMap<>();
    Deque<UnitName> free = new ArrayDeque<>();
    for (UnitName unit : slots.specs().keySet()) {
      int below = (int) slots.edges(unit).stream().filter(this::counts).count();
      open.put(unit, below);
      if (below == 0) {
        free.add(unit);
        ranks.put(unit, 0);
      }
    }
    while (!free.isEmpty()) {
      UnitName unit = free.remove();
      int above = ranks.getOrDefault(unit, 0) + 1;
      for (UnitName dependant : slots.dependants(unit)) {
        long edges =
            slots.edges(dependant).stream()
                .filter(edge -> edge.unit().equals(unit) && counts(edge))
                .count();
        if (edges > 0) {
          ranks.merge(dependant, above, Math::max);
          if (open.merge(dependant, (int) -edges, Integer::sum) == 0) {
            free.add(dependant);
          }
        }
      }
    }
  }

  private boolean counts(Edge edge) {
    return !(edge instanceof Edge.Wants) && slots.specs().containsKey(edge.unit());
  }

  /// All slots, those of units that come first before others.
  List<Slot> upwards() {
    List<Slot> all = new ArrayList<>(slots.all());
    all.sort(Comparator.comparingInt(slot -> ranks.getOrDefault(slot.id.unit(), 0)));
    return all;
  }

  /// Puts ends before starts, and both in the order in which they are allowed.
  void sort(List<Step> steps) {
    Comparator<Step> up =
        Comparator.comparingInt(this::rank)
            .thenComparingInt(this::priority)
            .thenComparing(Step::instance);
    Comparator<Step> both =
        (one, other) -> one.starts() ? up.compare(one, other) : up.compare(other, one);
    steps.sort(Comparator.comparing(Step::starts).thenComparing(both));
  }

  private int rank(Step step) {
    return ranks.getOrDefault(step.instance().unit(), 0);
  }

  private int priority(Step step) {
    return slots.spec(step.instance().unit()).map(ServiceSpec::priority).orElse(0);
  }
}
