package dev.tend.core.world;

import dev.tend.core.process.RunId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Whose slot each run is in, from its beginning until nothing of it is left.
final class RunOwners {
  private final Map<RunId, Slot> slots = new HashMap<>();

  Optional<Slot> find(RunId run) {
    return Optional.ofNullable(slots.get(run));
  }

  void put(RunId run, Slot slot) {
    slots.put(run, slot);
  }

  void remove(RunId run) {
    slots.remove(run);
  }

  /// The runs of which something may be alive in the slot.
  SortedSet<RunId> of(Slot slot) {
    SortedSet<RunId> runs = new TreeSet<>();
    slots.forEach((run, owner) -> {
      if (owner == slot) {
        runs.add(run);
      }
    });
    return runs;
  }
}
