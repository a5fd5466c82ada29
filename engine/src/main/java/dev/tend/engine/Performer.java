package dev.tend.engine;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Signal;
import dev.tend.core.world.Note;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/// Does what the core wants done, through the ports.
final class Performer {
  private final Kernel kernel;
  private final Clock clock;
  private final Journal journal;
  private final Output output;
  private final BiConsumer<RunId, Event> answers;
  private final Reports reports;

  /// Takes what the operator should know of, for the feed.
  interface Reports {
    void report(InstanceId instance, String type, String sentence);
  }

  /// @param answers takes what came of an effect, for the next turn
  Performer(
      Kernel kernel,
      Clock clock,
      Journal journal,
      Output output,
      BiConsumer<RunId, Event> answers,
      Reports reports) {
    this.kernel = kernel;
    this.clock = clock;
    this.journal = journal;
    this.output = output;
    this.answers = answers;
    this.reports = reports;
  }

  void note(Note note) {
    switch (note) {
      case Note.HeldDown(var instances) -> journal.heldDown(instances);
      case Note.Stands(InstanceId instance, Standing standing) ->
          journal.standing(instance, standing);
    }
  }

  void perform(Effect effect) {
    switch (effect) {
      case Effect.Spawn(LaunchPlan plan) -> spawn(plan);
      case Effect.SignalRun(RunId run, Signal signal) -> kernel.signal(run, signal);
      case Effect.KillTree(RunId run) -> kernel.killTree(run);
      case Effect.Forget(RunId run) -> journal.ended(run);
      case Effect.WritePid(InstanceId instance, String path, int pid, boolean yields) ->
          kernel
              .pidFiles()
              .write(path, pid, yields)
              .ifPresent(fault -> reports.report(instance, "pid_file_failed", fault));
      case Effect.ErasePid(String path, OptionalInt pid) -> kernel.pidFiles().erase(path, pid);
      case Effect.OpenOutput(InstanceId instance, LogRule rule) -> output.open(instance, rule);
      case Effect.Retire(InstanceId instance) -> {
        output.retire(instance);
        journal.retired(instance);
      }
    }
  }

  /// The record stands before the process does, so that the next daemon knows of both if this one
  /// dies in between.
  private void spawn(LaunchPlan plan) {
    RunId run = plan.run();
    journal.launching(run, plan.kind(), plan.instance(), clock.now().wall());
    Optional<SpawnFault> closed = open(plan);
    if (closed.isPresent()) {
      answers.accept(run, new Event.SpawnRefused(run, closed.get()));
      return;
    }
    switch (kernel.spawn(plan)) {
      case Kernel.SpawnResult.Spawned(ProcessRef process) -> {
        answers.accept(run, new Event.Spawned(run, process));
        journal.launched(run, process);
      }
      case Kernel.SpawnResult.Refused(SpawnFault fault) ->
          answers.accept(run, new Event.SpawnRefused(run, fault));
    }
  }

  /// A process whose output has nowhere to go is not started: that is a failed attempt like others.
  private Optional<SpawnFault> open(LaunchPlan plan) {
    try {
      output.open(plan.instance(), plan.log());
      return Optional.empty();
    } catch (UncheckedIOException | IllegalArgumentException closed) {
      String why = String.valueOf(closed.getMessage());
      return Optional.of(new SpawnFault("open", "refused", "the log of " + plan.instance(), why));
    }
  }
}
