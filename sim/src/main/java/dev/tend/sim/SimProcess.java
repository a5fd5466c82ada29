package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;

/// A process of the simulated machine, with at most one child that outlives it.
final class SimProcess {
  final LaunchPlan plan;
  final ProcessRef ref;
  final Behaviour behaviour;
  final long bornNanos;
  boolean alive = true;
  boolean childAlive;
  boolean saidReady;
  boolean proved;
  boolean dying;
  boolean childDying;

  SimProcess(LaunchPlan plan, ProcessRef ref, Behaviour behaviour, long bornNanos) {
    this.plan = plan;
    this.ref = ref;
    this.behaviour = behaviour;
    this.bornNanos = bornNanos;
    this.childAlive = behaviour.childLifeNanos().isPresent();
  }

  /// Gone with its machine, and nobody is told.
  void vanish() {
    alive = false;
    childAlive = false;
  }

  boolean treeAlive() {
    return alive || childAlive;
  }
}
