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
import java.util.Optional;

/// Does what a cron job wants done.
record CronWork(World world, CronRuns runs) {

  void perform(CronSpec spec, CronEffect effect, Moment now) {
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
