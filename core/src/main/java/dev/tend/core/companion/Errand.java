package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.HookProgress.Call.Regard;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.HookPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One short command, from its spawn until nothing of it is left.
///
/// It is killed with everything that it started when its time is over, and what it leaves behind is
/// killed when it ends: whoever waits for it waits for all of it.
///
/// @param what it is, as `pre_start hook migrate`
/// @param hook the name of the hook, if it is one
/// @param lasting whether it may outlive the duty that it was begun for
/// @param dueNanos when its time is over, on the monotonic clock; once it was killed, when that is
///   done again
/// @param result what it came to, while something of it is still to be gone
public record Errand(
    RunId run,
    String what,
    Optional<String> hook,
    Instant since,
    boolean lasting,
    long dueNanos,
    Optional<Result> result) {

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
  static Errand begin(Doing doing, LaunchPlan plan, String what, Duration within, boolean lasting) {
    doing.effect(new Effect.Spawn(plan));
    return new Errand(
        plan.run(),
        what,
        plan.writer().hook(),
        doing.now().wall(),
        lasting,
        doing.now().nanosAfter(within),
        Optional.empty());
  }

  /// Goes on with a hook that an earlier daemon sent off.
  static Errand resumed(HookProgress.Call call, HookPhase phase, boolean lasting) {
    return new Errand(
        call.run(),
        phase.hook(call.hook()),
        Optional.of(call.hook()),
        call.since(),
        lasting,
        call.dueNanos(),
        call.cut() ? Optional.of(new Result.Cut()) : call.exit().map(Result.Ended::new));
  }

  /// One of an earlier daemon of which nothing more is known; it is ended.
  static Errand forsaken(RunId run, Doing doing) {
    Errand left =
        new Errand(
            run, "command", Optional.empty(), doing.now().wall(), false, 0, Optional.empty());
    return left.cut(doing);
  }

  /// What the next daemon has to know of it.
  HookProgress.Call noted(boolean awaited) {
    Regard regard = isCut() ? Regard.CUT : awaited ? Regard.AWAITED : Regard.ASIDE;
    return new HookProgress.Call(hook.orElse(what), run, since, dueNanos, regard, exit());
  }

  private boolean isCut() {
    return result.isPresent() && result.get() instanceof Result.Cut;
  }

  /// How it ended, while something that it left behind is not gone.
  Optional<Exit> exit() {
    return result.isPresent() && result.get() instanceof Result.Ended(Exit how)
        ? Optional.of(how)
        : Optional.empty();
  }

  /// Whether the slot is not free before it is gone.
  boolean holds() {
    return !lasting || result.isPresent();
  }

  /// The kernel tells something of it.
  Progress takes(Event.OfRun event, Doing doing) {
    return switch (event) {
      case Event.Spawned _, Event.BecameReady _, Event.Heard _ -> new Progress.Going(this);
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

  /// The kernel tells something of one of these; what it came to is told, if it failed.
  static List<Errand> take(List<Errand> errands, Event.OfRun event, Doing doing) {
    List<Errand> next = new ArrayList<>();
    for (Errand errand : errands) {
      if (!errand.run.equals(event.run())) {
        next.add(errand);
        continue;
      }
      switch (errand.takes(event, doing)) {
        case Progress.Going(Errand going) -> next.add(going);
        case Progress.Over(Result result) -> errand.remark(result, "", doing);
      }
    }
    return next;
  }

  boolean due(Doing doing) {
    return dueNanos <= doing.now().monotonicNanos();
  }

  /// It is due: its time is over, or what was killed is still there.
  Errand rings(Doing doing) {
    if (result.isPresent()) {
      String still = "something of it is still there after being killed: an uninterruptible sleep?";
      doing.remark("kill_overdue", still, this);
    }
    return killed(result.orElse(new Result.TimedOut()), doing);
  }

  /// Those of these that are due ring.
  static List<Errand> ring(List<Errand> errands, Doing doing) {
    return errands.stream()
        .map(errand -> errand.due(doing) ? errand.rings(doing) : errand)
        .toList();
  }

  /// Nobody wants it any more.
  Errand cut(Doing doing) {
    return result.isPresent() ? this : killed(new Result.Cut(), doing);
  }

  private Errand killed(Result end, Doing doing) {
    doing.effect(new Effect.KillTree(run));
    long again = doing.now().nanosAfter(Effect.KillTree.PATIENCE);
    return new Errand(run, what, hook, since, lasting, again, Optional.of(end));
  }

  /// Tells of a failure.
  ///
  /// @param consequence the rest of the sentence
  void remark(Result result, String consequence, Doing doing) {
    if (!result.success() && !(result instanceof Result.Cut)) {
      doing.remark(Hooking.FAILED, failure(result) + consequence, this);
    }
  }

  /// `the pre_start hook migrate failed: it exited with code 1`.
  String failure(Result result) {
    String how =
        switch (result) {
          case Result.Ended(Exit exit) -> "it " + exit.sentence();
          case Result.Refused(SpawnFault fault) -> fault.sentence();
          case Result.TimedOut _ -> "it took longer than its timeout and was killed";
          case Result.Cut _ -> "it was killed";
        };
    return "the " + what + " failed: " + how;
  }
}
