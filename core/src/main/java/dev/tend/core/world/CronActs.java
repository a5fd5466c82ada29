package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronEffect;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What cron jobs want done, in the order in which they said so, a few at a time.
///
/// Hundreds may fire in one second. Their accounts are noted together; but where all runs were
/// reckoned before the first process is there, one processor would wait for the other.
final class CronActs {

  /// So few that the first of them start at once, so many that a turn has few instalments.
  static final int AT_ONCE = 16;

  private final World world;
  private final CronRuns runs;
  private final Deque<Act> left = new ArrayDeque<>();

  private record Act(CronSpec spec, CronEffect effect) {}

  CronActs(World world, CronRuns runs) {
    this.world = world;
    this.runs = runs;
  }

  void add(CronSpec spec, List<CronEffect> effects) {
    effects.forEach(effect -> left.add(new Act(spec, effect)));
  }

  /// Whether some of it is left to be done.
  boolean areLeft() {
    return !left.isEmpty();
  }

  /// Does the next few.
  void some(Moment now) {
    for (int done = 0; done < AT_ONCE && areLeft(); done++) {
      next(now);
    }
  }

  /// Does all that is left.
  void all(Moment now) {
    while (areLeft()) {
      next(now);
    }
  }

  private void next(Moment now) {
    Act act = left.remove();
    perform(act.spec(), act.effect(), now);
  }

  private void perform(CronSpec spec, CronEffect effect, Moment now) {
    InstanceId own = Crons.first(spec.name());
    switch (effect) {
      case CronEffect.Start(long number, Firing firing) -> {
        if (world.ending()) {
          // It is noted that it is to run, so the next daemon starts it.
          return;
        }
        UnitName run = spec.run(number);
        Cause cause = cause(firing, now);
        world.note(
            Optional.of(own), "fired", new Cause.Rule("it runs as " + run, now.wall(), cause));
        runs.start(spec, number, cause, now);
      }
      case CronEffect.Stop(long number) -> {
        Cause overlap = new Cause.Configured("overlap is replace", now.wall());
        runs.stop(
            spec.run(number),
            new Cause.Rule("a later firing takes its place", now.wall(), overlap));
      }
      case CronEffect.Forget(long number) -> runs.forget(spec, number);
      case CronEffect.Tell(Skip skip) ->
          world.note(
              Optional.of(own), "skipped", new Cause.Configured(skip.sentence(), now.wall()));
    }
  }

  private static Cause cause(Firing firing, Moment now) {
    return firing instanceof Firing.Triggered(Actor by, Instant at)
        ? new Cause.Asked(by, "run", at)
        : new Cause.Configured(firing.sentence(), now.wall());
  }
}
