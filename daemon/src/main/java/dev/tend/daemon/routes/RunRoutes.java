package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.RunRecord;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Every run: how it ended, and what it took.
final class RunRoutes {

  private final Engine engine;
  private final Past past;
  private final Codec codec;
  private final Clock clock;

  RunRoutes(Engine engine, Past past, Codec codec, Clock clock) {
    this.engine = engine;
    this.past = past;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/runs",
            "List the runs in the order in which they began, with how they ended and what they took",
            List.of(
                Whose.unit("all where none is given"),
                Parameter.optional(
                    "since",
                    new Parameter.Kind.Time(),
                    "Only those that had not ended by then: a time or a duration ago"),
                Parameter.optional(
                    "until",
                    new Parameter.Kind.Time(),
                    "Only those that had begun by then: a time or a duration ago"),
                Whose.limit("")),
            new AnswerForm.Many(RunRecord.class),
            this::runs));
  }

  private Response runs(Arguments call) {
    Whose whose = Whose.of(call, engine);
    Past.RunQuestion question =
        new Past.RunQuestion(
            whose.filter().orElse(_ -> true),
            time(call, "since"),
            time(call, "until"),
            (int) call.whole("limit").orElse(Whose.LIMIT));
    return new Response.Later(
        CompletableFuture.supplyAsync(() -> past.runs(question), Thread::startVirtualThread)
            .thenApply(runs ->
                switch (runs) {
                  case Past.Runs.Known(List<RunRecord> known) -> answer(known, whose);
                  case Past.Runs.Unknown(String why) ->
                      Response.failure(503, why, "What happens now is in 'tend events'.");
                }));
  }

  private Response answer(List<RunRecord> runs, Whose whose) {
    return runs.isEmpty() && !whose.known()
        ? whose.missing()
        : new Response.Json(200, codec.writeList(RunRecord.class, runs));
  }

  private Optional<Instant> time(Arguments call, String name) {
    return call.text(name).flatMap(text -> Point.instant(text, clock.now().wall()));
  }
}
