package dev.tend.core.plan;

import dev.tend.core.spec.Configuration;
import java.util.List;

/// What putting a configuration in force does: to each unit, and to instances in which order.
///
/// @param base tells this plan from any other, and from one of the same configuration that would do
///   something else: who hands it back asks for exactly this
/// @param before what is in force
/// @param after what it is about
/// @param changes of each unit of either, by name; those that nothing happens to, too
/// @param steps what happens to instances: ends first, those of dependants before others; then
///   starts, those of what is required before others
public record Plan(
    String base,
    Configuration before,
    Configuration after,
    List<Change> changes,
    List<Step> steps) {

  public Plan {
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
  }

  /// Whether it would change nothing at all.
  public boolean isEmpty() {
    return before.equals(after)
        && changes.stream().allMatch(change -> change.action() == Change.Action.NONE);
  }
}
