package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.WhyAnswer;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.why.Answer;
import dev.tend.core.why.Why;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.Edges;
import dev.tend.daemon.wire.WhyForm;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Why a unit is as it is.
final class WhyRoutes {

  private final Engine engine;
  private final Logs logs;
  private final Codec codec;
  private final Clock clock;

  WhyRoutes(Engine engine, Logs logs, Codec codec, Clock clock) {
    this.engine = engine;
    this.logs = logs;
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
            // Logs are read for it.
            call ->
                new Response.Later(
                    CompletableFuture.supplyAsync(
                        () -> now(Selector.parse(call.path("selector"))),
                        Thread::startVirtualThread))));
  }

  private Response now(Selector selector) {
    Snapshot snapshot = engine.snapshot();
    Moment now = clock.now();
    Why why = new Why(snapshot, now, new WrittenLast(engine, logs));
    Optional<Answer> whole =
        selector instanceof Selector.OfUnit(UnitName unit)
            ? whole(snapshot, why, unit)
            : Optional.empty();
    if (whole.isPresent()) {
      return told(whole.get(), snapshot);
    }
    Names names = new Names(snapshot);
    return names
        .find(selector)
        .map(found ->
            Edges.worst(found)
                .map(view -> told(why.of(view), snapshot))
                .orElseGet(() -> empty(selector, snapshot, why)))
        .orElseGet(() -> names.missing(selector));
  }

  /// What speaks for all that runs under its name.
  private static Optional<Answer> whole(Snapshot snapshot, Why why, UnitName unit) {
    CronView cron = snapshot.crons().get(unit);
    return cron != null ? Optional.of(why.of(cron)) : snapshot.job(unit).map(why::of);
  }

  private Response empty(Selector selector, Snapshot snapshot, Why why) {
    return selector instanceof Selector.OfUnit(UnitName unit)
        ? told(why.none(unit), snapshot)
        : Response.failure(404, "'" + selector.text() + "' has no instances", "");
  }

  private Response told(Answer answer, Snapshot snapshot) {
    List<String> edges = new Edges(snapshot).sentences(answer.instance().unit());
    WhyAnswer wire = new WhyForm(edges, Optional.empty()).of(answer);
    return new Response.Json(200, codec.write(WhyAnswer.class, wire));
  }
}
