package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import java.time.Duration;
import java.util.Optional;

/// One short command, from its spawn until nothing of it is left.
///
/// It is killed with everything that it started when its time is over, and what it leaves behind is
/// killed when it ends: whoever waits for it waits for all of it.
///
/// @param dueNanos when its time is over, on the monotonic clock; once it was killed, when that is
///   done again
/// @param result what it came to, while something of it is still to be gone
public record Errand(RunId run, long dueNanos, Optional<Result> result) {

  /// What one event made of it.
  sealed interface Progress {

    /// Something of it is, or may be, alive.
    record Going(Errand errand) implements Progress {}

    /// Nothing of it is left.
    record Over(Result result) implements Progress {}
  }

  /// What it came to.
  public sealed interface Result {

    /// It ended by itself.
    record Ended(Exit exit) implements Result {}

    /// It could not be started.
    record Refused(SpawnFault fault) implements Result {}

    /// It had not ended in time, and was killed.
    record TimedOut() implements Result {}

    /// Nobody wanted it any more, and it was killed.
    record Cut() implements Result {}

    default boolean success() {
      return this instanceof Ended(Exit exit) && exit.success();
    }
  }

  /// Sends it off.
  static Errand begin(Doing doing, LaunchPlan plan, Duration within) {
    doing.effect(new Effect.Spawn(plan));
    return new Errand(plan.run(), doing.now().nanosAfter(within), Optional.empty());
  }

  /// The kernel tells something of it.
  Progress takes(Event.OfRun event, Doing doing) {
    return switch (event) {
      case Event.Spawned _, Event.BecameReady _ -> new Progress.Going(this);
      case Event.SpawnRefused(RunId _, SpawnFault fault) ->
          new Progress.Over(new Result.Refused(fault));
      case Event.Exited(RunId _, Exit exit, boolean alone) -> {
        Result end = result.orElse(new Result.Ended(exit));
        if (alone) {
          yield new Progress.Over(end);
        }
        yield new Progress.Going(result.isPresent() ? this : killed(end, doing));
      }
      case Event.TreeEmpty _ -> new Progress.Over(result.orElse(new Result.Cut()));
    };
  }

  boolean due(Doing doing) {
    return dueNanos <= doing.now().monotonicNanos();
  }

  /// It is due: its time is over, or what was killed is still there.
  Errand rings(Doing doing) {
    if (result.isPresent()) {
      String still = "something of it is still there after being killed: an uninterruptible sleep?";
      doing.remark("kill_overdue", still, run);
    }
    return killed(result.orElse(new Result.TimedOut()), doing);
  }

  /// Nobody wants it any more.
  Errand cut(Doing doing) {
    return result.isPresent() ? this : killed(new Result.Cut(), doing);
  }

  private Errand killed(Result end, Doing doing) {
    doing.effect(new Effect.KillTree(run));
    return new Errand(run, doing.now().nanosAfter(Effect.KillTree.PATIENCE), Optional.of(end));
  }
}
