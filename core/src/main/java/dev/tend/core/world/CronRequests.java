package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronEffect;
import dev.tend.core.cron.CronEvent;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an operator wants of cron jobs.
record CronRequests(World world, Crons crons) {

  Reply answer(Request.Cron request, Moment now) {
    UnitName name = request.cron();
    Actor actor = request.actor();
    long position = world.position();
    Optional<List<CronEffect>> effects =
        crons.hear(
            name,
            switch (request.order()) {
              case TRIGGER -> new CronEvent.Triggered(actor);
              case SUSPEND -> new CronEvent.Suspended(actor);
              case RESUME -> new CronEvent.Resumed(actor);
            });
    if (effects.isEmpty()) {
      return unknown(name);
    }
    if (request.order() != Request.Cron.Order.TRIGGER) {
      Cause asked = new Cause.Asked(actor, request.order().text(), now.wall());
      world.note(Optional.of(Crons.first(name)), request.order().past(), asked);
    }
    List<InstanceId> started = new ArrayList<>();
    for (CronEffect effect : effects.get()) {
      if (effect instanceof CronEffect.Start(long number, Firing.Triggered _)) {
        crons.run(name, number).ifPresent(run -> started.add(Crons.first(run)));
      }
      if (effect instanceof CronEffect.Tell(Skip skip) && skip.asked()) {
        return new Reply.Refused(
            Reply.Reason.CONFLICT,
            "cron job '" + name + "' was not run: " + skip.reason().sentence(),
            "'tend cron show " + name + "' shows what runs.");
      }
    }
    return new Reply.Done(started, position);
  }

  private Reply unknown(UnitName name) {
    String hint =
        Nearest.of(name.text(), crons.views().keySet().stream().map(UnitName::text).toList())
            .map(near -> "Did you mean '" + near.word() + "'?")
            .orElse("'tend cron list' shows them all.");
    return new Reply.Refused(Reply.Reason.NOT_FOUND, "there is no cron job '" + name + "'", hint);
  }
}
