package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.LogLine;
import dev.tend.core.world.Selector;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import dev.tend.engine.Output;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The output of units, as streams.
final class LogRoutes {

  /// What a person reads on one screen.
  private static final int LINES_DEFAULT = 20;

  /// Somebody who wants more reads the file.
  private static final int LINES_MAX = 1_000_000;

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.optional(
              "lines",
              new Parameter.Kind.Whole(0, LINES_MAX),
              "How many of the last lines of each log to begin with, by default " + LINES_DEFAULT),
          Parameter.optional(
              "stream",
              new Parameter.Kind.Choice(List.of("stdout", "stderr")),
              "Only this one of the two, and no hook"),
          Parameter.optional(
              "hook", new Parameter.Kind.Text(), "Only what the hook of this name writes"),
          Parameter.optional(
              "follow", new Parameter.Kind.Flag(), "Go on with what is written from now on"));

  private final Engine engine;
  private final Logs logs;
  private final Codec codec;
  private final Clock clock;

  LogRoutes(Engine engine, Logs logs, Codec codec, Clock clock) {
    this.engine = engine;
    this.logs = logs;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/units/{selector}/logs",
            "Read the output of some units; an id resumes where the stream was left",
            PARAMETERS,
            new AnswerForm.Events(LogLine.class),
            call -> logs(call, Optional.of(Selector.parse(call.path("selector"))))),
        new Route(
            "GET",
            "/v1/logs",
            "Read the output of all units, of those too that appear later",
            PARAMETERS,
            new AnswerForm.Events(LogLine.class),
            call -> logs(call, Optional.empty())));
  }

  private Response logs(Arguments call, Optional<Selector> selector) {
    Names names = new Names(engine.snapshot());
    if (selector.isPresent()
        && names.find(selector.get()).isEmpty()
        && new PastRuns(engine.snapshot()).find(selector.get()).isEmpty()) {
      return names.missing(selector.get());
    }
    String lastId = call.call().header("last-event-id").orElse("");
    Optional<LogPositions> resume =
        lastId.isEmpty() ? Optional.of(LogPositions.NONE) : LogPositions.parse(lastId);
    if (resume.isEmpty()) {
      return Response.failure(
          400, "Last-Event-ID is not an id of this stream", "Leave it out to begin anew.");
    }
    LogQuestion question =
        new LogQuestion(
            selector,
            call.text("stream").map(text -> Output.Stream.valueOf(text.toUpperCase(Locale.ROOT))),
            call.text("hook"),
            (int) call.whole("lines").orElse(LINES_DEFAULT),
            resume.get());
    if (question.hook().isPresent() && question.meant(engine.snapshot(), logs).isEmpty()) {
      return Response.failure(
          404,
          "no unit there has a hook '" + question.hook().get() + "'",
          "'tend logs' without it shows those that have written something.");
    }
    LogFollowing following = new LogFollowing(engine, logs, codec, question, clock.now().wall());
    return new Response.Stream(call.flag("follow") ? following::follow : following::once);
  }
}
