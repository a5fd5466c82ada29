package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.KernelEvent;
import java.time.Duration;

/// What simulated processes say of themselves, and who hears it: a daemon that is there, the next
/// one, or nobody.
final class SimSpeech {
  private final SimClock clock;
  private final SimWatch watch;
  private final Trace trace;

  SimSpeech(SimClock clock, SimWatch watch, Trace trace) {
    this.clock = clock;
    this.watch = watch;
    this.trace = trace;
  }

  /// A process begins to live: what it will say is planned.
  void begins(SimProcess process) {
    process
        .behaviour
        .readyNanos()
        .ifPresent(after -> clock.at(clock.nanos() + after, () -> ready(process)));
    talk(process, process.behaviour.talk());
  }

  /// A daemon takes the process over, and hears what waits for it.
  void takenOver(SimProcess process) {
    switch (process.plan.signs().readiness()) {
      // What it said is lost.
      case Readiness.Notify _ -> {}
      case Readiness.Descriptor _ -> readPledge(process);
      case Readiness.Uptime _, Readiness.Signalled _, Readiness.Probed _, Readiness.Line _ -> {
        if (process.alive && process.saidReady) {
          watch.tell(new KernelEvent.Ready(process.plan.run(), "it said so"));
        }
      }
    }
  }

  private void ready(SimProcess process) {
    if (!process.alive) {
      return;
    }
    RunId run = process.plan.run();
    switch (process.plan.signs().readiness()) {
      case Readiness.Notify _ -> {
        process.saidReady = true;
        watch.tellOf(run, new KernelEvent.Told(run, new Notice.Ready(process.ref.pid())));
      }
      case Readiness.Descriptor _ -> {
        if (process.pledge == SimProcess.Pledge.OPEN) {
          process.saidReady = true;
          process.pledge = SimProcess.Pledge.WRITTEN;
          readPledge(process);
        }
      }
      case Readiness.Uptime _, Readiness.Signalled _, Readiness.Probed _, Readiness.Line _ -> {
        process.saidReady = true;
        watch.tellOf(run, new KernelEvent.Ready(run, "it said so"));
      }
    }
  }

  /// A newline waits in its FIFO until a daemon reads it, this one or the next.
  private void readPledge(SimProcess process) {
    RunId run = process.plan.run();
    if (process.alive && process.pledge == SimProcess.Pledge.WRITTEN && watch.watches(run)) {
      process.pledge = SimProcess.Pledge.OVER;
      watch.tellOf(
          run, new KernelEvent.Ready(run, "it wrote a newline to its readiness descriptor"));
    }
  }

  /// Nobody learns of it where no daemon has the other end open.
  private void closesPledge(SimProcess process) {
    if (process.alive && process.pledge == SimProcess.Pledge.OPEN) {
      RunId run = process.plan.run();
      process.pledge = SimProcess.Pledge.OVER;
      process.broke = true;
      trace.add(clock.nanos(), run + " closes its readiness descriptor");
      watch.tellOf(
          run,
          new KernelEvent.NeverReady(run, "it closed its readiness descriptor without a newline"));
    }
  }

  private void talk(SimProcess process, Behaviour.Talk talk) {
    LaunchPlan plan = process.plan;
    long born = clock.nanos();
    plan.signs().watchdog().ifPresent(every -> tick(process, every.toNanos() / 2));
    talk.moreTimeNanos()
        .ifPresent(by ->
            clock.at(
                born + 500_000_000,
                () -> says(process, new Notice.MoreTime(Duration.ofNanos(by)))));
    talk.stopsAfterNanos()
        .ifPresent(after -> clock.at(born + after, () -> says(process, new Notice.Stopping())));
    talk.movesAfterNanos().ifPresent(after -> clock.at(born + after, () -> moves(process)));
    talk.closesAfterNanos().ifPresent(after -> clock.at(born + after, () -> closesPledge(process)));
    talk.status()
        .ifPresent(status ->
            clock.at(
                born + status.afterNanos(), () -> says(process, new Notice.Status(status.text()))));
  }

  private void tick(SimProcess process, long everyNanos) {
    long silentAfter = process.behaviour.talk().silentAfterNanos().orElse(Long.MAX_VALUE);
    if (process.treeAlive() && clock.nanos() - process.bornNanos < silentAfter) {
      RunId run = process.plan.run();
      if (watch.watches(run)) {
        process.tickedNanos = clock.nanos();
      }
      watch.tellOf(run, new KernelEvent.Told(run, new Notice.Ticked()));
      clock.at(clock.nanos() + everyNanos, () -> tick(process, everyNanos));
    }
  }

  private void says(SimProcess process, Notice notice) {
    if (process.alive) {
      RunId run = process.plan.run();
      trace.add(clock.nanos(), run + " says " + notice);
      watch.tellOf(run, new KernelEvent.Told(run, notice));
    }
  }

  /// Nobody hears it where no daemon is, and then nothing has moved.
  private void moves(SimProcess process) {
    RunId run = process.plan.run();
    if (process.alive && process.childAlive && watch.watches(run)) {
      process.move();
      trace.add(clock.nanos(), run + " says that " + process.ref.pid() + " is it");
      watch.tellOf(run, new KernelEvent.Moved(run, process.ref, "it said MAINPID="));
    }
  }
}
