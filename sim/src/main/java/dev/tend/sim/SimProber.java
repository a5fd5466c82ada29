package dev.tend.sim;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.Prober;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/// A prober in memory: services answer as they are told, or too late.
final class SimProber implements Prober {
  private final SimKernel kernel;
  private BiFunction<AskId, Check.Look, Reaction> script = (_, _) -> Reaction.GOOD;
  private final Map<AskId, Duration> open = new LinkedHashMap<>();

  private final Map<Asked, Integer> badInARow = new HashMap<>();

  private record Asked(RunId run, ProbeKind kind) {}

  /// How a service answers.
  ///
  /// @param afterNanos how long it takes to; more than the timeout is an answer that never comes
  record Reaction(Finding finding, long afterNanos) {
    static final Reaction GOOD = new Reaction(Finding.good("got an answer"), 1_000_000);
  }

  SimProber(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// @param next says how each question is answered
  void script(BiFunction<AskId, Check.Look, Reaction> next) {
    script = next;
  }

  /// The questions that nobody has answered or dropped.
  Map<AskId, Duration> open() {
    return Map.copyOf(open);
  }

  @Override
  public void ask(AskId ask, Check.Look check, Duration timeout) {
    kernel.mortality.pass("before ask");
    open.put(ask, timeout);
    Reaction reaction = script.apply(ask, check);
    boolean late = reaction.afterNanos() >= timeout.toNanos();
    Finding finding = late ? Finding.late("got no answer", timeout) : reaction.finding();
    long after = late ? timeout.toNanos() : reaction.afterNanos();
    kernel.at(
        kernel.nanos() + after,
        () -> {
          if (open.remove(ask) != null) {
            count(ask, finding.ok());
            kernel.trace.add(kernel.nanos(), "answer to " + ask + ": " + finding.sentence());
            kernel.tell(new KernelEvent.Answered(ask, finding));
          }
        });
    kernel.mortality.pass("after ask");
  }

  private void count(AskId ask, boolean ok) {
    Asked asked = new Asked(ask.run(), ask.kind());
    if (ok) {
      badInARow.remove(asked);
      kernel.process(ask.run()).ifPresent(process -> process.found = true);
    } else {
      badInARow.merge(asked, 1, Integer::sum);
    }
  }

  /// A command that was a probe of the instance has answered.
  void answered(InstanceId instance, boolean ok) {
    for (SimProcess process : kernel.processes(instance)) {
      if (ok && process.alive && process.plan.kind() == RunKind.MAIN) {
        process.found = true;
      }
    }
  }

  /// How many answers in a row to this probe of the run were bad, as far as this daemon was told.
  int badInARow(RunId run, ProbeKind kind) {
    return badInARow.getOrDefault(new Asked(run, kind), 0);
  }

  /// Another process goes on as the main one of the run: what was asked about the one before it
  /// says nothing of this one.
  void begins(RunId run) {
    badInARow.keySet().removeIf(asked -> asked.run.equals(run));
  }

  /// Another probe begins to count.
  void forgetAnswers() {
    badInARow.clear();
  }

  @Override
  public void cancel(AskId ask) {
    kernel.mortality.pass("cancel");
    open.remove(ask);
  }

  /// The daemon is gone, and with it all that it wanted to know.
  void forgetDaemon() {
    open.clear();
    badInARow.clear();
  }
}
