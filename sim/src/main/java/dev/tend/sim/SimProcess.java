package dev.tend.sim;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import java.util.Optional;

/// A process of the simulated machine, with at most one child that outlives it.
final class SimProcess {
  private static final int CHILD_PIDS = 1_000_000;

  LaunchPlan plan;
  ProcessRef ref;
  final Behaviour behaviour;
  final long bornNanos;
  boolean alive = true;
  Optional<Exit> exit = Optional.empty();
  long endedNanos = Long.MIN_VALUE;
  boolean childAlive;
  boolean saidReady;
  boolean proved;

  /// Whether a probe found it well at some time.
  boolean found;

  /// Whether the daemon that started it is gone.
  boolean orphaned;

  /// Whether it ended with exit code 0.
  boolean succeeded;

  /// How it stands with its readiness descriptor, if it has one.
  Pledge pledge = Pledge.OPEN;

  /// Whether it closed that without a newline.
  boolean broke;

  /// Whether a daemon asked it to end, or killed it, while it was alive.
  boolean asked;

  boolean dying;
  boolean childDying;

  /// Somebody else started it; it is in no slot until it is found.
  boolean foreign;

  /// Whether it was foreign once.
  boolean stray;

  /// When it last said that it is alive.
  long tickedNanos = Long.MIN_VALUE;

  /// When a daemon took it over from another.
  long takenOverNanos = Long.MIN_VALUE;

  /// When it was first seen running under the present daemon.
  long runningNanos = Long.MIN_VALUE;

  /// What the main process was before it said that another is it.
  Optional<ProcessRef> before = Optional.empty();

  /// Whether the child is the main process now.
  boolean promoted;

  /// Whether a pid file named the process that it is now.
  boolean named;

  /// How far a process has come with a newline that it promised.
  enum Pledge {
    OPEN,
    /// It wrote one, and no daemon has read it.
    WRITTEN,
    /// A daemon has read it, or it will never be written.
    OVER
  }

  SimProcess(LaunchPlan plan, ProcessRef ref, Behaviour behaviour, long bornNanos) {
    this.plan = plan;
    this.ref = ref;
    this.behaviour = behaviour;
    this.bornNanos = bornNanos;
    this.childAlive = behaviour.child().isPresent();
  }

  /// What it is called in a trace.
  String name() {
    return plan.instance() + " (" + plan.run() + ")";
  }

  /// Gone with its machine, and nobody is told.
  void vanish() {
    alive = false;
    childAlive = false;
  }

  /// The pid that its child has, while it is alive as well as after.
  int childPid() {
    return ref.pid() + CHILD_PIDS;
  }

  /// Its child goes on as the main process.
  void promote() {
    ref = new ProcessRef(childPid(), ref.startTicks() + 1, ref.bootId());
    promoted = true;
    named = true;
    runningNanos = Long.MIN_VALUE;
    alive = true;
    dying = false;
    childAlive = false;
  }

  /// Its child becomes the main process while it lives, and it the child.
  void move() {
    before = Optional.of(ref);
    ref = new ProcessRef(childPid(), ref.startTicks() + 1, ref.bootId());
  }

  /// Whether it is the one that a daemon noted; what came to be of it since, nobody knows then.
  boolean isStill(ProcessRef noted) {
    moveBack(noted);
    boolean same = ref.equals(noted);
    if (!same) {
      demote();
    }
    return same;
  }

  /// A daemon died before it noted that.
  private void moveBack(ProcessRef noted) {
    if (alive && childAlive && before.filter(noted::equals).isPresent()) {
      ref = noted;
      before = Optional.empty();
      named = false;
    }
  }

  /// An earlier daemon died before it noted that.
  private void demote() {
    if (promoted && alive) {
      promoted = false;
      named = false;
      alive = false;
      childAlive = true;
    }
  }

  boolean has(int pid) {
    return (alive && ref.pid() == pid) || (childAlive && childPid() == pid);
  }

  /// Whether it was a probe that succeeded, which nobody remembers.
  boolean isGoodAnswer() {
    return plan.heard() && succeeded;
  }

  boolean treeAlive() {
    return alive || (childAlive && !childApart());
  }

  /// Whether the child is none of the tree. One that was followed is of the run.
  boolean childApart() {
    return before.isEmpty() && behaviour.child().filter(Behaviour.Child::apart).isPresent();
  }
}
