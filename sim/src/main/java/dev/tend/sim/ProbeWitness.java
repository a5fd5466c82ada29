package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Holds what is asked about services against what the design says of probes.
final class ProbeWitness {
  private final SimKernel kernel;

  /// Those that were up for long enough, whatever is told of them since.
  private final Set<RunId> stable = new HashSet<>();

  ProbeWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// Called with what a turn tells of, before any of it is done: a start by `stable_after` cannot
  /// be seen any more in one that is on its way down behind others, and tells why it goes.
  void told(Entry entry) {
    boolean runs = entry.to().filter(StateName.RUNNING::equals).isPresent();
    if (runs && entry.cause().sentence().endsWith("(stable_after)")) {
      stable.add(entry.run().orElseThrow());
    }
  }

  /// Called after every turn.
  void check(Snapshot snapshot) {
    for (AskId ask : kernel.prober.open().keySet()) {
      Optional<InstanceView> view = snapshot.find(ask.instance());
      require(
          view.isPresent() && isUp(view.get()) && view.get().run().equals(Optional.of(ask.run())),
          () -> ask + " is asked, and its run is not up");
    }
    for (SimProcess process : kernel.processes()) {
      // What an earlier daemon left of one is killed beside an instance that rests.
      if (process.plan.heard() && process.treeAlive() && !process.orphaned) {
        Optional<InstanceView> view = snapshot.find(process.plan.instance());
        require(
            view.isPresent() && !isDown(view.get()),
            () -> "the probe " + process.plan.run() + " lives, and " + view + " is down");
      }
    }
    for (InstanceView view : snapshot.instances()) {
      if (snapshot.configuration().units().get(view.id().unit()) instanceof ServiceSpec spec) {
        check(view, spec);
      }
    }
  }

  private void check(InstanceView view, ServiceSpec spec) {
    if (view.state() != StateName.RUNNING) {
      require(!view.ready(), () -> view.id() + " is ready and " + view.state());
      return;
    }
    RunId run = view.run().orElseThrow();
    if (spec.start().readiness().equals(Readiness.PROBED) && !view.adopted()) {
      require(
          wasProved(run) || wasStable(run),
          () -> view.id() + " runs, and no probe has found it well");
    }
    spec.probes()
        .liveness()
        .ifPresent(probe -> {
          int bad = kernel.prober.badInARow(run, ProbeKind.LIVENESS);
          require(
              bad < probe.failures(), () -> view.id() + " runs on after " + bad + " bad answers");
          checkPace(view, run, probe);
        });
    spec.probes()
        .readiness()
        .ifPresent(probe -> {
          int bad = kernel.prober.badInARow(run, ProbeKind.READINESS);
          require(
              bad < probe.failures() || !view.ready(),
              () -> view.id() + " is ready after " + bad + " bad answers");
          checkPace(view, run, probe);
        });
  }

  /// It was proved by whichever rule held then.
  private boolean wasProved(RunId run) {
    return kernel.process(run).filter(process -> process.found || process.proved).isPresent();
  }

  /// A reload came while it was starting; its successor will be probed, and waits for its turn.
  private boolean wasStable(RunId run) {
    return stable.contains(run);
  }

  /// What nobody waits for at present is due in time.
  private void checkPace(InstanceView view, RunId run, Probe probe) {
    if (!(probe.check() instanceof Check.Look)) {
      return;
    }
    boolean asked =
        kernel.prober.open().keySet().stream().anyMatch(ask -> ask.run().equals(run))
            || commandLives(view);
    Duration pace = probe.delay().plus(probe.every());
    long now = kernel.now().monotonicNanos();
    require(
        asked || view.next().filter(next -> next.atNanos() - now <= pace.toNanos()).isPresent(),
        () -> view.id() + " is to be asked every " + probe.every() + ", and is not");
  }

  /// What is left of a command that was one probe has to go before the next one begins.
  private boolean commandLives(InstanceView view) {
    for (SimProcess process : kernel.processes(view.id())) {
      if (process.plan.heard() && process.treeAlive()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUp(InstanceView view) {
    return view.state() == StateName.STARTING || view.state() == StateName.RUNNING;
  }

  private static boolean isDown(InstanceView view) {
    return switch (view.state()) {
      case STOPPED, WAITING, COMPLETED, FAILED, BACKOFF -> true;
      case STARTING, RUNNING, STOPPING -> false;
    };
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("probes: " + what.get());
    }
  }
}
