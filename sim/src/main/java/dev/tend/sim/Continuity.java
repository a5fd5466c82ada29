package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.InstanceView;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Holds against each other what one daemon after the other says: what must count on, and what is
/// over, whoever died in between.
final class Continuity {
  private final Map<InstanceId, Integer> restarts = new HashMap<>();
  private final Map<InstanceId, StateName> over = new HashMap<>();

  /// Called for each instance after every turn.
  void check(InstanceView view) {
    InstanceId id = view.id();
    int before = restarts.getOrDefault(id, 0);
    if (view.restarts() < before) {
      throw new Violation(
          "5: " + id + " was restarted " + before + " times and counts " + view.restarts());
    }
    restarts.put(id, view.restarts());
    switch (view.state()) {
      case COMPLETED, FAILED -> over.put(id, view.state());
      case WAITING, STARTING, RUNNING, STOPPING, BACKOFF, STOPPED -> over.remove(id);
    }
  }

  /// Called before a process comes to be.
  void spawning(InstanceId id) {
    if (over.containsKey(id)) {
      throw new Violation("2: " + id + " is spawned although it is " + over.get(id));
    }
  }

  /// An operator wants these up, whatever they are.
  void mayStart(Predicate<InstanceId> which) {
    over.keySet().removeIf(which);
  }

  /// These are gone; who comes by their name is another.
  void forget(Predicate<InstanceId> which) {
    mayStart(which);
    restarts.keySet().removeIf(which);
  }
}
