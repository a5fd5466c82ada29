package dev.tend.core.world;

import dev.tend.core.job.JobEvent;
import dev.tend.core.spec.UnitName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// What jobs are to hear, in the order in which it happened.
final class JobEvents {
  private final Deque<Heard> queue = new ArrayDeque<>();
  private final Set<UnitName> beginning = new HashSet<>();

  record Heard(UnitName job, JobEvent event) {}

  /// Who requires a job, and its own autostart, may want it in one turn: it begins once.
  void add(UnitName job, JobEvent event) {
    if (!(event instanceof JobEvent.Begin) || beginning.add(job)) {
      queue.add(new Heard(job, event));
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// Takes the first.
  Heard take() {
    Heard first = queue.remove();
    if (first.event() instanceof JobEvent.Begin) {
      beginning.remove(first.job());
    }
    return first;
  }
}
