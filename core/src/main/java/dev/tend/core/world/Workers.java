package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobEvent;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the life of an instance means to the job whose worker it is.
final class Workers {

  private Workers() {}

  /// What its job is to hear of after a step of the instance in slot `number`, in this order.
  static List<JobEvent> heard(int number, Instance before, Instance after) {
    Optional<RunId> ran = before.state().run();
    Optional<RunId> runs = after.state().run();
    Optional<JobEvent.Result> result = result(after);
    List<JobEvent> heard = new ArrayList<>();
    after
        .ledger()
        .lastExit()
        .filter(end -> !before.ledger().lastExit().equals(Optional.of(end)))
        .map(end -> new Cause.Exited(end.run(), end.exit(), end.at()))
        .ifPresent(end -> heard.add(new JobEvent.Exited(number, end)));
    if (runs.isEmpty()) {
      ran.map(run ->
              result
                  .<JobEvent>map(known -> new JobEvent.Ended(number, run, known))
                  .orElseGet(() -> new JobEvent.Held(number)))
          .ifPresent(heard::add);
      return heard;
    }
    boolean same = runs.equals(ran);
    if (!same && begins(after.state())) {
      heard.add(new JobEvent.Began(number, runs.get()));
    }
    if (result.isPresent() && !(same && result(before).isPresent())) {
      heard.add(new JobEvent.CameTo(number, runs.get(), result.get()));
    }
    return heard;
  }

  /// Whether a run that is new to the slot begins. What an earlier daemon left there was noted with
  /// its job before it began; if that works at something else by now, it is nothing to it.
  private static boolean begins(State state) {
    return !(state instanceof Alive) && !(state instanceof Leaving);
  }

  /// What the run came to, as soon as nothing that may still be alive of it can change that; empty
  /// too while the worker is only to be started again for the same completion.
  static Optional<JobEvent.Result> result(Instance after) {
    return switch (after.state()) {
      case State.Completed _ -> Optional.of(new JobEvent.Result.Succeeded());
      case State.Failed _ -> Optional.of(failure(because(after.cause())));
      case State.Stopped _ -> Optional.of(new JobEvent.Result.Interrupted());
      case Leaving leaving ->
          leaving.process().isPresent()
              ? Optional.empty()
              : result(leaving.rest().after(), after.cause());
      case State.Waiting _,
          State.Elsewhere _,
          Sought _,
          State.Preparing _,
          State.Launching _,
          Alive _,
          State.Backoff _ ->
          Optional.empty();
    };
  }

  /// The process is gone, or never was.
  private static Optional<JobEvent.Result> result(After after, Cause cause) {
    return switch (after) {
      case After.Judge(End end) ->
          Optional.of(end.success() ? new JobEvent.Result.Succeeded() : failure(cause));
      case After.Fail _ -> Optional.of(failure(cause));
      case After.Stay _, After.Wait _ -> Optional.empty();
    };
  }

  private static Cause because(Cause cause) {
    return cause instanceof Cause.Rule rule ? rule.because() : cause;
  }

  private static JobEvent.Result failure(Cause because) {
    if (because instanceof Cause.Exited exited) {
      OptionalInt code =
          exited.exit() instanceof Exit.Code(int number)
              ? OptionalInt.of(number)
              : OptionalInt.empty();
      return new JobEvent.Result.Failed(exited.exit().sentence(), code, exited.exit().meaning());
    }
    return new JobEvent.Result.Failed("failed: " + because.story(), OptionalInt.empty());
  }

  /// Whether it shows what its last run came to.
  static boolean rest(State state) {
    return state instanceof State.Completed || state instanceof State.Failed;
  }

  /// What the commands of a worker find in their environment.
  static SortedMap<String, String> variables(JobSpec spec, int index) {
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("JOB_NAME", spec.name().text());
    variables.put("JOB_COMPLETION_INDEX", Integer.toString(index));
    return variables;
  }
}
