package dev.tend.engine;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.probe.AskId;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.process.Usage;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Note;
import dev.tend.core.world.RunEnd;
import dev.tend.core.world.Snapshot;
import dev.tend.core.world.World;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Does what the core wants done, through the ports.
final class Performer {

  /// Tells the history of the runs that begin.
  ///
  /// @param world knows why
  record Chronicle(History history, World world) {

    void started(LaunchPlan plan, Optional<ProcessRef> process, Instant at) {
      started(plan.run(), plan.kind(), plan.writer(), process, at);
    }

    void started(RunId run, RunKind kind, Writer writer, Optional<ProcessRef> process, Instant at) {
      InstanceId instance = writer.instance();
      Cause cause = world.cause(instance).orElse(new Cause.Configured("the unit is gone", at));
      RunKind shown = kind == RunKind.MAIN && world.works(instance) ? RunKind.WORKER : kind;
      history.started(
          new History.RunStart(run, shown, instance, writer.hook(), process, at, cause));
    }

    /// A run that never lived is over as soon as it was refused.
    void refused(LaunchPlan plan, SpawnFault fault, Instant at) {
      Exit never = new Exit.Unknown("it was never started");
      Cause cause = new Cause.SpawnFailed(plan.run(), fault, at);
      Writer writer = plan.writer();
      history.ended(
          new RunEnd(plan.run(), writer.instance(), writer.hook(), never, at, cause),
          Usage.UNKNOWN);
    }
  }

  private final Kernel kernel;
  private final Clock clock;
  private final Journal journal;
  private final Chronicle chronicle;
  private final Output output;
  private final BiConsumer<RunId, Event> answers;
  private final Reports reports;
  private final Map<RunId, Runnable> untold = new HashMap<>();

  /// Takes what the operator should know of, for the feed.
  interface Reports {
    void report(InstanceId instance, String type, String sentence);
  }

  /// @param answers takes what came of an effect, for the next turn
  Performer(
      Kernel kernel,
      Clock clock,
      Journal journal,
      Chronicle chronicle,
      Output output,
      BiConsumer<RunId, Event> answers,
      Reports reports) {
    this.kernel = kernel;
    this.clock = clock;
    this.journal = journal;
    this.chronicle = chronicle;
    this.output = output;
    this.answers = answers;
    this.reports = reports;
  }

  void note(Note note) {
    switch (note) {
      case Note.Crons(var changed, var gone) -> journal.crons(changed, gone);
      case Note.HeldDown(var instances) -> journal.heldDown(instances);
      case Note.Stands(InstanceId instance, Standing standing) ->
          journal.standing(instance, standing);
      case Note.JobStands(UnitName job, JobState state) -> journal.job(job, state);
      case Note.JobGone(UnitName job) -> journal.jobGone(job);
    }
  }

  /// Goes on with the output that an earlier daemon left of an instance, which may never be started
  /// again.
  Optional<SpawnFault> resume(InstanceView view, Snapshot snapshot) {
    return Optional.ofNullable(snapshot.inForce().units().get(view.id().unit()))
        .flatMap(unit -> resume(view.id(), unit.each()));
  }

  private Optional<SpawnFault> resume(InstanceId id, ServiceSpec service) {
    Stream<Writer> hooks = service.hooks().names().stream().map(name -> Writer.hook(id, name));
    return Stream.concat(Stream.of(Writer.of(id)), hooks)
        .flatMap(writer -> closed(writer, () -> output.resume(writer, service.log())).stream())
        .reduce((first, _) -> first);
  }

  /// Opens the outputs of all that is about to start: together that is cheaper than one by one.
  void prepare(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Spawn(LaunchPlan plan) && !plan.heard()) {
        // What is refused here may be free when its turn comes; if not, that is its answer.
        var _ = open(plan);
      }
    }
  }

  void perform(Effect effect) {
    switch (effect) {
      case Effect.Spawn(LaunchPlan plan) -> spawn(plan);
      case Effect.Look(Search search, boolean known) -> look(search, known);
      case Effect.Moved(RunId run, ProcessRef main) -> journal.launched(run, main);
      case Effect.Ask(AskId ask, Check.Look check, Duration timeout) ->
          kernel.prober().ask(ask, check, timeout);
      case Effect.Unask(AskId ask) -> kernel.prober().cancel(ask);
      case Effect.SignalRun(RunId run, Signal signal) -> kernel.signal(run, signal);
      case Effect.KillTree(RunId run) -> kernel.killTree(run);
      case Effect.Forget(RunId run) -> {
        journal.ended(run);
        untold.remove(run);
      }
      case Effect.WritePid(InstanceId instance, String path, int pid, boolean yields) ->
          kernel
              .pidFiles()
              .write(path, pid, yields)
              .ifPresent(fault -> reports.report(instance, "pid_file_failed", fault));
      case Effect.ErasePid(String path, OptionalInt pid) -> kernel.pidFiles().erase(path, pid);
      case Effect.OpenOutput(InstanceId instance, LogRule rule) ->
          output.open(Writer.of(instance), rule);
      case Effect.Discard(Writer writer, LogRule rule) -> output.discard(writer, rule);
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
    Instant at = clock.now().wall();
    journal.launching(run, plan.kind(), plan.instance(), at);
    Optional<SpawnFault> closed = open(plan);
    if (closed.isPresent()) {
      refused(plan, closed.get(), at);
      return;
    }
    switch (kernel.spawn(plan)) {
      case Kernel.SpawnResult.Spawned(ProcessRef process) -> {
        answers.accept(run, new Event.Spawned(run, process));
        journal.launched(run, process);
        if (plan.heard()) {
          untold.put(run, () -> chronicle.started(plan, Optional.of(process), at));
        } else {
          chronicle.started(plan, Optional.of(process), at);
        }
      }
      case Kernel.SpawnResult.Refused(SpawnFault fault) -> refused(plan, fault, at);
    }
  }

  /// The end of a run is going to be remembered, and its beginning before that. Of runs whose words
  /// are wanted, which come in their thousands, only those are that came to a bad end.
  void ends(RunId run) {
    Runnable start = untold.remove(run);
    if (start != null) {
      start.run();
    }
  }

  /// A process that is found has lived without a record; from now on it has one, like any other.
  private void look(Search search, boolean known) {
    RunId run = search.run();
    switch (kernel.look(search)) {
      case Sighting.Found(ProcessRef process, String how) -> {
        answers.accept(run, new Event.Found(run, process, how));
        Instant at = clock.now().wall();
        if (!known) {
          journal.launching(run, RunKind.MAIN, search.instance(), at);
          chronicle.started(
              run, RunKind.MAIN, Writer.of(search.instance()), Optional.of(process), at);
        }
        journal.launched(run, process);
      }
      case Sighting.Nothing(List<String> notes) ->
          answers.accept(run, new Event.NotFound(run, notes));
    }
  }

  private void refused(LaunchPlan plan, SpawnFault fault, Instant at) {
    answers.accept(plan.run(), new Event.SpawnRefused(plan.run(), fault));
    chronicle.started(plan, Optional.empty(), at);
    chronicle.refused(plan, fault, at);
  }

  /// A process whose output has nowhere to go is not started: that is a failed attempt like others.
  private Optional<SpawnFault> open(LaunchPlan plan) {
    return plan.heard()
        ? Optional.empty()
        : closed(plan.writer(), () -> output.open(plan.writer(), plan.log()));
  }

  private static Optional<SpawnFault> closed(Writer writer, Runnable opening) {
    try {
      opening.run();
      return Optional.empty();
    } catch (UncheckedIOException | IllegalArgumentException closed) {
      String why = String.valueOf(closed.getMessage());
      return Optional.of(new SpawnFault("open", "refused", "the log of " + writer, why));
    }
  }
}
