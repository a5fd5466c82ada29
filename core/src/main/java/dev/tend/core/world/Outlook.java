package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which units cannot start however long they wait, because somebody that they require is not to be
/// up, has failed, or cannot start either.
record Outlook(Slots slots, Conditions conditions) {

  /// The units. Walks without recursion: a chain may be longer than a thread's stack.
  Set<UnitName> blocked() {
    Set<UnitName> blocked = new HashSet<>();
    Deque<UnitName> lost = new ArrayDeque<>();
    slots.specs().keySet().stream().filter(this::lost).forEach(lost::add);
    Set<UnitName> seen = new HashSet<>(lost);
    while (!lost.isEmpty()) {
      UnitName unit = lost.remove();
      for (UnitName dependant : slots.dependants(unit)) {
        if (misses(dependant, unit, blocked) && blocked.add(dependant)) {
          boolean down = wanted(dependant).stream().anyMatch(slot -> !slot.serving());
          if (down && seen.add(dependant)) {
            lost.add(dependant);
          }
        }
      }
    }
    return blocked;
  }

  /// Whether it will not be up by itself.
  private boolean lost(UnitName unit) {
    Optional<JobState> job = conditions.job(unit);
    if (job.isPresent()) {
      return !job.get().running() && !job.get().complete();
    }
    List<Slot> wanted = wanted(unit);
    return wanted.isEmpty() || wanted.stream().anyMatch(Outlook::rests);
  }

  private List<Slot> wanted(UnitName unit) {
    List<Slot> wanted = new ArrayList<>(slots.of(unit));
    wanted.removeIf(slot -> slot.removed() || !slot.wantedUp());
    return wanted;
  }

  private static boolean rests(Slot slot) {
    State state = slot.instance().state();
    return slot.order() instanceof Order.None
        && (state instanceof State.Failed
            || state instanceof State.Completed
            || state instanceof State.Elsewhere);
  }

  private boolean misses(UnitName dependant, UnitName unit, Set<UnitName> blocked) {
    return slots.edges(dependant).stream()
        .anyMatch(edge ->
            edge instanceof Edge.Requires(UnitName other, Until until, boolean _)
                && other.equals(unit)
                && !conditions.met(unit, until)
                && misses(unit, until, blocked));
  }

  private boolean misses(UnitName unit, Until until, Set<UnitName> blocked) {
    List<Slot> wanted = wanted(unit);
    return switch (until) {
      case STARTED, READY -> true;
      case COMPLETED -> wanted.isEmpty() || blocked.contains(unit);
      case COMPLETED_SUCCESSFULLY ->
          wanted.isEmpty()
              || blocked.contains(unit)
              || wanted.stream()
                  .anyMatch(slot -> rests(slot) && slot.instance().state() instanceof State.Failed);
    };
  }
}
