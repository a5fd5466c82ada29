package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.spec.InstanceId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an operator stopped, and nobody has started since: it stays down, across daemons too.
final class Held {
  private final Slots slots;
  private SortedMap<InstanceId, Cause.Asked> down = new TreeMap<>();

  /// What was of it that a trial removed, and that comes back should that go back.
  private SortedMap<InstanceId, Cause.Asked> removed = new TreeMap<>();

  private boolean changed;

  Held(Slots slots) {
    this.slots = slots;
  }

  /// The daemon's start.
  void begin(SortedMap<InstanceId, Cause.Asked> before) {
    down = new TreeMap<>(before);
  }

  boolean has(InstanceId id) {
    return down.containsKey(id);
  }

  /// All of it; what is handed out does not change.
  Set<InstanceId> all() {
    return Collections.unmodifiableSet(down.keySet());
  }

  /// An operator stops these. Who stopped one first is why it is down.
  void add(Collection<Slot> stopped, Cause.Asked asked) {
    SortedMap<InstanceId, Cause.Asked> next = new TreeMap<>(down);
    stopped.forEach(slot -> next.putIfAbsent(slot.id, asked));
    become(next);
  }

  /// What is wanted up by now, because an operator started it, is held down no longer.
  void release() {
    SortedMap<InstanceId, Cause.Asked> next = new TreeMap<>(down);
    next.keySet().removeIf(id -> slots.find(id).map(Slot::wished).orElse(true));
    become(next);
  }

  /// What is not there any more is forgotten.
  void prune() {
    SortedMap<InstanceId, Cause.Asked> next = new TreeMap<>(down);
    next.keySet().removeIf(id -> !configured(id));
    become(next);
  }

  /// A trial begins: what it removes may come back, and is to be down then.
  void keepRemoved() {
    removed = new TreeMap<>(down);
    removed.keySet().removeIf(this::configured);
    prune();
  }

  /// The trial goes back.
  void takeBack() {
    SortedMap<InstanceId, Cause.Asked> next = new TreeMap<>(removed);
    next.putAll(down);
    become(next);
  }

  /// That does not come back any more.
  void forgetRemoved() {
    changed |= !removed.isEmpty();
    removed = new TreeMap<>();
  }

  private boolean configured(InstanceId id) {
    return slots.find(id).map(slot -> !slot.removed()).orElse(false);
  }

  private void become(SortedMap<InstanceId, Cause.Asked> next) {
    if (!next.equals(down)) {
      down = next;
      changed = true;
    }
  }

  /// What of it changed since the last call.
  List<Note> notes() {
    if (!changed) {
      return List.of();
    }
    changed = false;
    SortedMap<InstanceId, Cause.Asked> all = new TreeMap<>(removed);
    all.putAll(down);
    return List.of(new Note.HeldDown(all));
  }
}
