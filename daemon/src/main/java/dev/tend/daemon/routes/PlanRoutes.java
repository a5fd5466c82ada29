package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.PlanAnswer;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.Watch;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.routes.Planning.Proposal;
import dev.tend.daemon.routes.Planning.Result;
import dev.tend.daemon.routes.Planning.Terms;
import dev.tend.daemon.wire.PlanForm;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/// What another configuration would do, and doing it.
final class PlanRoutes {

  private static final List<Parameter> WHICH =
      List.of(
          Parameter.optional(
              "path",
              new Parameter.Kind.Text(),
              "The file or folder, absolute, that the daemon reads; without it, and without a body,"
                  + " the one that it runs on"),
          Parameter.optional(
              "syntax",
              new Parameter.Kind.Choice(List.of("toml", "yaml", "json")),
              "What the body is written in, toml if it is not said"));

  private final Codec codec;
  private final Planning planning;

  PlanRoutes(Codec codec, Planning planning) {
    this.codec = codec;
    this.planning = planning;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/v1/plan",
            "Say what putting a configuration in force would do, and change nothing. The body may be"
                + " its text",
            WHICH,
            new AnswerForm.One(PlanAnswer.class),
            call -> answer(call, what -> planning.plan(what, call.actor()))),
        new Route(
            "POST",
            "/v1/apply",
            "Put a configuration in force, all of it or nothing. The body may be its text",
            Stream.concat(
                    WHICH.stream(),
                    Stream.of(
                        Parameter.optional(
                            "base",
                            new Parameter.Kind.Text(),
                            "The base of the plan that is meant; where something else would be done"
                                + " by now, nothing is"),
                        Parameter.optional(
                            "watch",
                            new Parameter.Kind.Text(),
                            "For how long what it touches has to do its work, as in 30s; if something"
                                + " fails, or is not ready then, the configuration before comes back"),
                        Parameter.optional(
                            "temporary",
                            new Parameter.Kind.Flag(),
                            "Allow another file than the daemon's own, until the daemon ends or"
                                + " reads its own again")))
                .toList(),
            new AnswerForm.One(PlanAnswer.class),
            this::apply));
  }

  private Response apply(Arguments call) {
    Optional<Duration> watch =
        call.text("watch").flatMap(DurationText::parse).map(DurationText::duration);
    boolean sound =
        call.text("watch").isEmpty()
            || watch
                .filter(time -> time.isPositive() && time.compareTo(Watch.LONGEST) <= 0)
                .isPresent();
    if (!sound) {
      return Response.failure(
          400, "'watch' is no time that anybody watches", "Write 30s or 5m; 24h is the longest.");
    }
    Terms terms = new Terms(call.text("base"), watch, call.flag("temporary"));
    return answer(call, what -> planning.apply(what, terms, call.actor()));
  }

  private Response answer(Arguments call, Function<Proposal, Result> ask) {
    String text = call.call().body();
    String path = call.text("path").orElse("");
    if (!text.isBlank() && !path.isEmpty()) {
      return Response.failure(400, "there are both a path and a body", "Send one of them.");
    }
    try {
      Proposal what =
          !text.isBlank()
              ? new Proposal.Text(text, call.text("syntax").orElse("toml"))
              : path.isEmpty() ? new Proposal.Own() : new Proposal.At(Path.of(path));
      if (what instanceof Proposal.At(Path at) && !at.isAbsolute()) {
        return Response.failure(
            400, "'path' is relative: " + path, "The daemon has a working directory of its own.");
      }
      return new Response.Later(
          CompletableFuture.supplyAsync(() -> ask.apply(what), Thread::startVirtualThread)
              .thenApply(this::response));
    } catch (InvalidPathException broken) {
      return Response.failure(400, "'path' is no path: " + broken.getReason(), "");
    }
  }

  private Response response(Result result) {
    return switch (result) {
      case Result.Told(var plan, var config, var notices, var position) ->
          new Response.Json(
              200, codec.write(PlanAnswer.class, PlanForm.of(plan, config, notices, position)));
      case Result.Mistaken(List<String> problems) -> Changes.mistaken(problems);
      case Result.Refused(var refusal) -> Commands.refusal(refusal);
    };
  }
}
