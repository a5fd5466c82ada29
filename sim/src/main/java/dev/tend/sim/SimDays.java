package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.History;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The production loop through days of a simulated machine, and what a watchman writes down of it:
/// who starts, who is asked to end, which cron job fires.
public final class SimDays {
  private final SimKernel kernel;
  private final Loop loop;
  private final List<Seen> seen = new ArrayList<>();
  private long fed;

  /// One line of the watchman's.
  ///
  /// @param what as `web starts`, `web stops`, `backup fires`
  public record Seen(Instant at, String what) {}

  /// @param script how each process behaves
  public SimDays(
      Configuration configuration, Instant begin, Function<LaunchPlan, Behaviour> script) {
    kernel = new SimKernel(script);
    kernel.jump(Duration.between(kernel.now().wall(), begin));
    kernel.witness(plan -> see(plan, "starts"));
    kernel.endWitness(plan -> see(plan, "stops"));
    loop =
        new Loop(
            kernel,
            kernel,
            new SimJournal(),
            History.NONE,
            new SimOutput(),
            () -> 0.5,
            (where, defect) -> {
              throw new AssertionError(where, defect);
            });
    fed = loop.feed().origin();
    loop.open(configuration);
  }

  private void see(LaunchPlan plan, String what) {
    // The workers of a job are not told apart from others here.
    if (plan.kind() == RunKind.MAIN) {
      seen.add(new Seen(kernel.now().wall(), plan.instance().unit() + " " + what));
    }
  }

  /// What was seen since the last time that somebody asked.
  public List<Seen> seen() {
    List<Seen> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  public Moment now() {
    return kernel.now();
  }

  public Snapshot snapshot() {
    return loop.snapshot();
  }

  public Reply asks(Request request) {
    var answer = loop.submit(request).toCompletableFuture();
    turn();
    return answer.join();
  }

  /// Somebody kills the main process of the instance.
  public void kills(InstanceId instance) {
    for (SimProcess process : kernel.processes(instance)) {
      if (process.alive && process.plan.kind() == RunKind.MAIN) {
        kernel.strike(process);
      }
    }
  }

  public SimDays until(Instant end) {
    return passes(Duration.between(kernel.now().wall(), end));
  }

  public SimDays passes(Duration time) {
    long until = kernel.nanos() + time.toNanos();
    kernel.horizon(until);
    while (kernel.nanos() < until) {
      turn();
    }
    kernel.horizon(Long.MAX_VALUE);
    return this;
  }

  private void turn() {
    loop.turn();
    var batch = loop.feed().after(fed);
    fed = loop.snapshot().position();
    for (Entry entry : batch.entries()) {
      if (entry.type().equals("fired")) {
        seen.add(new Seen(entry.at(), entry.instance().orElseThrow().unit() + " fires"));
      }
    }
  }
}
