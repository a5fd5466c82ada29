package dev.tend.sim;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.Signal;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.KernelEvent.TreeEmpty;
import dev.tend.sim.Behaviour.PidNote.Since;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How simulated processes live and end, each as its behaviour says: by themselves, by a signal, or
/// killed; at once, or with a child that goes on.
final class SimLife {
  private final SimClock clock;
  private final SimProcesses processes;
  private final SimPidFiles pidFiles;
  private final SimProber prober;
  private final SimWatch watch;
  private final Trace trace;

  /// Runs that are followed and whose main process has just ended.
  private final List<SimProcess> bereft = new ArrayList<>();

  SimLife(
      SimClock clock,
      SimProcesses processes,
      SimPidFiles pidFiles,
      SimProber prober,
      SimWatch watch,
      Trace trace) {
    this.clock = clock;
    this.processes = processes;
    this.pidFiles = pidFiles;
    this.prober = prober;
    this.watch = watch;
    this.trace = trace;
  }

  /// A process that a daemon started begins to live.
  void begins(SimProcess process) {
    process.behaviour.lifeNanos().ifPresent(life -> after(life, () -> livedOut(process)));
    given(process.plan).ifPresent(pidFiles::drop);
    write(process, Since.BIRTH);
  }

  /// One that somebody else started does.
  void beginsElsewhere(SimProcess process) {
    process
        .behaviour
        .lifeNanos()
        .ifPresent(life -> after(life, () -> die(process, process.behaviour.exit())));
  }

  /// The pid file that the command is given; none is there when it starts.
  private static Optional<String> given(LaunchPlan plan) {
    return plan.signs()
        .follow()
        .filter(follow -> follow.file().isEmpty() && plan.kind() == RunKind.MAIN)
        .map(follow -> SimFinder.path(follow, plan.instance()));
  }

  /// It has lived as long as it does. Where its child was followed before, that goes on.
  private void livedOut(SimProcess process) {
    if (!isFollowed(process) || process.before.isEmpty()) {
      die(process, process.behaviour.exit());
    } else if (process.childAlive) {
      childDies(process);
      after(childLife(process), () -> die(process, new Exit.Code(0)));
    }
  }

  private void die(SimProcess process, Exit exit) {
    if (!process.alive) {
      return;
    }
    LaunchPlan plan = process.plan;
    process.alive = false;
    process.succeeded = exit.success();
    if (plan.heard()) {
      prober.answered(plan.instance(), exit.success());
      tell(process, new KernelEvent.Said(plan.run(), "so it said"));
    }
    process.exit = Optional.of(exit);
    process.endedNanos = clock.nanos();
    trace.add(clock.nanos(), process.name() + " " + exit.sentence());
    tell(process, new KernelEvent.Exited(plan.run(), exit, Usage.UNKNOWN));
    if (isFollowed(process)) {
      // There is a turn in which it can be seen whom it named.
      bereft.add(process);
    } else if (!process.treeAlive()) {
      tell(process, new TreeEmpty(plan.run()));
    }
    if (!process.childAlive) {
      return;
    }
    write(process, Since.END);
    after(childLife(process), () -> childDies(process));
    if (watch.dooms(plan.run())) {
      after(process.behaviour.killNanos(), () -> treeDies(process));
    }
  }

  private static boolean isFollowed(SimProcess process) {
    return process.plan.signs().follow().isPresent();
  }

  private static long childLife(SimProcess process) {
    return process.behaviour.child().map(Behaviour.Child::lifeNanos).orElse(0L);
  }

  private void childDies(SimProcess process) {
    if (process.promoted) {
      die(process, new Exit.Code(0));
      return;
    }
    if (process.childAlive) {
      process.childAlive = false;
      trace.add(clock.nanos(), "the child of " + process.plan.run() + " is gone");
      if (!process.alive && !process.childApart()) {
        tell(process, new TreeEmpty(process.plan.run()));
      }
    }
  }

  /// Of those that ended before the last turn, and of which nothing goes on, it is told now.
  void tellOfTheBereft() {
    List<SimProcess> ended = List.copyOf(bereft);
    bereft.clear();
    ended.stream()
        .filter(process -> !process.treeAlive())
        .forEach(process -> tell(process, new TreeEmpty(process.plan.run())));
  }

  void forgetDaemon() {
    bereft.clear();
  }

  private void tell(SimProcess process, KernelEvent event) {
    if (!process.treeAlive() && process.isGoodAnswer()) {
      // There are thousands of them, and nobody will ask again.
      processes.remove(process);
    }
    watch.tellOf(process.plan.run(), event);
  }

  private void write(SimProcess process, Since since) {
    for (Behaviour.PidNote note : process.behaviour.notes()) {
      if (note.since() == since) {
        after(note.afterNanos(), () -> writes(process, note));
      }
    }
  }

  private void writes(SimProcess process, Behaviour.PidNote note) {
    boolean itself = note.since() == Since.BIRTH;
    if (itself ? !process.alive : !process.childAlive || process.alive) {
      return;
    }
    trace.add(clock.nanos(), process.plan.run() + " writes " + note.path() + ": " + note.named());
    switch (note.named()) {
      case CHILD -> pidFiles.put(note.path(), process.childPid());
      case ITSELF -> pidFiles.put(note.path(), process.ref.pid());
      case NOBODY -> pidFiles.put(note.path(), 1);
      case GARBAGE -> pidFiles.put(note.path(), SimPidFiles.GARBAGE);
      case NO_FILE -> pidFiles.drop(note.path());
    }
  }

  /// A signal that can be caught arrives.
  void hears(SimProcess process, Signal signal) {
    Optional<Long> reaction = process.behaviour.termNanos();
    if (reaction.isPresent() && process.alive && !process.dying) {
      process.dying = true;
      after(reaction.get(), () -> die(process, new Exit.Signalled(signal.number(), false)));
    }
    if (reaction.isPresent() && !process.alive && process.treeAlive() && !process.childDying) {
      process.childDying = true;
      after(reaction.get(), () -> childDies(process));
    }
  }

  /// Its tree is killed, and gone when its behaviour says so.
  void kill(SimProcess process) {
    long gone = process.behaviour.killNanos();
    after(gone, () -> dieKilled(process));
    after(gone, () -> treeDies(process));
  }

  /// Somebody other than the daemon kills the main process.
  void strike(SimProcess process) {
    after(0, () -> dieKilled(process));
  }

  private void dieKilled(SimProcess process) {
    die(process, new Exit.Signalled(Signal.KILL.number(), false));
  }

  private void treeDies(SimProcess process) {
    if (process.promoted || !process.childApart()) {
      childDies(process);
    }
  }

  private void after(long nanos, Runnable what) {
    clock.at(clock.nanos() + nanos, what);
  }
}
