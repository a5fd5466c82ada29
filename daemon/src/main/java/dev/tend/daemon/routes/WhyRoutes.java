package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.WhyAnswer;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.why.Why;
import dev.tend.core.world.CronView;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.CronForm;
import dev.tend.daemon.wire.Edges;
import dev.tend.daemon.wire.JobTranslation;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.List;

/// Why a unit is as it is.
final class WhyRoutes {

  private final Engine engine;
  private final Codec codec;
  private final Clock clock;

  WhyRoutes(Engine engine, Codec codec, Clock clock) {
    this.engine = engine;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/units/{selector}/why",
            "Say why a unit is as it is; of several instances of a service the one that is worst off",
            List.of(),
            new AnswerForm.One(WhyAnswer.class),
            call -> why(call.path("selector"))));
  }

  private Response why(String text) {
    Selector selector = Selector.parse(text);
    Snapshot snapshot = engine.snapshot();
    if (selector instanceof Selector.OfUnit(UnitName unit) && snapshot.job(unit).isPresent()) {
      JobTranslation translation = new JobTranslation(clock.now());
      WhyAnswer why = translation.why(snapshot.job(unit).get(), snapshot);
      return new Response.Json(200, codec.write(WhyAnswer.class, why));
    }
    Names names = new Names(snapshot);
    return names
        .find(selector)
        .map(found -> why(snapshot, text, found))
        .orElseGet(() -> names.missing(selector));
  }

  private Response why(Snapshot snapshot, String text, List<InstanceView> found) {
    Moment now = clock.now();
    CronView cron =
        UnitName.objection(text).isEmpty() ? snapshot.crons().get(new UnitName(text)) : null;
    if (cron != null) {
      return new Response.Json(200, codec.write(WhyAnswer.class, new CronForm(cron).why()));
    }
    return Edges.worst(found)
        .flatMap(view -> Why.answer(snapshot, view.id(), now))
        .map(answer -> codec.write(WhyAnswer.class, new Translation(snapshot, now).why(answer)))
        .<Response>map(json -> new Response.Json(200, json))
        .orElseGet(() ->
            Response.failure(
                404,
                "'" + text + "' has no instances",
                "'tend scale " + text + "=1' gives it one."));
  }
}
