package dev.tend.daemon.provisr;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts what happens to each instance from the daemon's start on, in the states that provisr
/// knows. An instance that is no longer configured is forgotten, so that this cannot grow for ever.
final class Tally implements Runnable {

  private final Engine engine;
  private final Map<InstanceId, Counts> counts = new HashMap<>();
  private long position;

  Tally(Engine engine) {
    this.engine = engine;
    this.position = engine.feed().origin();
  }

  /// What was counted of one instance.
  ///
  /// @param starts attempts to start it
  /// @param stops stops that somebody asked for and that are complete
  /// @param transitions by the states from and to, in provisr's words
  record Counts(long starts, long stops, SortedMap<Transition, Long> transitions) {
    static final Counts NONE = new Counts(0, 0, new TreeMap<>());

    private Counts and(StateName from, StateName to) {
      Transition step = new Transition(StatusForm.state(from), StatusForm.state(to));
      SortedMap<Transition, Long> more = new TreeMap<>(transitions);
      if (!step.from().equals(step.to())) {
        more.merge(step, 1L, Long::sum);
      }
      return new Counts(
          starts + (to == StateName.STARTING ? 1 : 0),
          stops + (to == StateName.STOPPED ? 1 : 0),
          more);
    }
  }

  /// From one state into another.
  record Transition(String from, String to) implements Comparable<Transition> {
    @Override
    public int compareTo(Transition other) {
      int first = from.compareTo(other.from);
      return first != 0 ? first : to.compareTo(other.to);
    }
  }

  /// Counts what happened since the last time.
  @Override
  public synchronized void run() {
    Feed.Batch batch = engine.feed().after(position);
    for (Entry entry : batch.entries()) {
      position = entry.id();
      if (entry.instance().isPresent() && entry.from().isPresent() && entry.to().isPresent()) {
        counts.merge(
            entry.instance().get(),
            Counts.NONE.and(entry.from().get(), entry.to().get()),
            (before, _) -> before.and(entry.from().get(), entry.to().get()));
      }
    }
    Snapshot snapshot = engine.snapshot();
    Set<InstanceId> there =
        snapshot.instances().stream().map(InstanceView::id).collect(Collectors.toSet());
    counts.keySet().retainAll(there);
  }

  /// Up to this moment.
  synchronized Counts of(InstanceId instance) {
    return counts.getOrDefault(instance, Counts.NONE);
  }
}
