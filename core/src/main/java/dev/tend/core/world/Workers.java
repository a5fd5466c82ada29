package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.job.JobEvent;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.JobSpec;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the life of an instance means to the job whose worker it is.
final class Workers {

  private Workers() {}

  /// What its job is to hear of after a step of the instance in slot `number`.
  static Optional<JobEvent> heard(int number, Instance before, Instance after) {
    Optional<RunId> ran = before.state().run();
    Optional<RunId> runs = after.state().run();
    if (runs.isPresent()) {
      return runs.equals(ran)
          ? Optional.empty()
          : Optional.of(new JobEvent.Began(number, runs.get()));
    }
    return ran.map(run ->
        result(after)
            .<JobEvent>map(result -> new JobEvent.Ended(number, run, result))
            .orElseGet(() -> new JobEvent.Held(number)));
  }

  /// Empty while the worker is only to be started again for the same completion.
  private static Optional<JobEvent.Result> result(Instance after) {
    return switch (after.state()) {
      case State.Completed _ -> Optional.of(new JobEvent.Result.Succeeded());
      case State.Failed _ -> Optional.of(failure(after.cause()));
      case State.Stopped _ -> Optional.of(new JobEvent.Result.Interrupted());
      case State.Waiting _,
          State.Elsewhere _,
          Sought _,
          State.Preparing _,
          State.Launching _,
          Alive _,
          Leaving _,
          State.Backoff _ ->
          Optional.empty();
    };
  }

  private static JobEvent.Result failure(Cause cause) {
    Cause because = cause instanceof Cause.Rule rule ? rule.because() : cause;
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
