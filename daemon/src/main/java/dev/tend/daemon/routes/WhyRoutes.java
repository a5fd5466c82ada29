package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.WhyAnswer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.why.Answer;
import dev.tend.core.why.Why;
import dev.tend.core.why.WhyThen;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.Edges;
import dev.tend.daemon.wire.IsoTime;
import dev.tend.daemon.wire.WhyForm;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/// Why a unit is as it is.
final class WhyRoutes {

  private final Engine engine;
  private final Logs logs;
  private final Past past;
  private final Codec codec;
  private final Clock clock;

  WhyRoutes(Engine engine, Logs logs, Past past, Codec codec, Clock clock) {
    this.engine = engine;
    this.logs = logs;
    this.past = past;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/units/{selector}/why",
            "Say why a unit is as it is; of several instances of a service the one that is worst off",
            List.of(
                Parameter.optional(
                    "at",
                    new Parameter.Kind.Time(),
                    "Say why it was as it was then, by what was recorded: a time or a duration"
                        + " ago")),
            new AnswerForm.One(WhyAnswer.class),
            this::why));
  }

  /// Logs, or the history, are read for it.
  private Response why(Arguments call) {
    Selector selector = Selector.parse(call.path("selector"));
    Instant now = clock.now().wall();
    Optional<Instant> moment = call.text("at").flatMap(text -> Point.instant(text, now));
    if (moment.filter(now::isBefore).isPresent()) {
      return Response.failure(
          400,
          IsoTime.of(moment.get()) + " is yet to come",
          "'tend forecast' says what comes, 'tend why' without --at what is.");
    }
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () -> moment.map(at -> then(selector, at)).orElseGet(() -> now(selector)),
            Thread::startVirtualThread));
  }

  private Response then(Selector selector, Instant moment) {
    Snapshot snapshot = engine.snapshot();
    Recorded recorded = new Recorded(engine.feed(), past);
    WhyThen why = new WhyThen(snapshot, recorded, moment);
    return recall(selector, why)
        .map(answer -> told(answer, moment))
        .orElseGet(() -> unknown(selector, moment, recorded, new Names(snapshot)));
  }

  private static Optional<Answer> recall(Selector selector, WhyThen why) {
    return switch (selector) {
      case Selector.OfUnit(UnitName unit) -> why.of(unit, OptionalInt.empty());
      case Selector.OfInstance(InstanceId id) -> why.of(id.unit(), OptionalInt.of(id.number()));
      case Selector.OfPattern _, Selector.OfGroup _ -> Optional.empty();
    };
  }

  private Response told(Answer answer, Instant moment) {
    WhyAnswer wire = new WhyForm(List.of(), Optional.of(moment)).of(answer);
    return new Response.Json(200, codec.write(WhyAnswer.class, wire));
  }

  /// Nothing is known of it then, and why not.
  private static Response unknown(
      Selector selector, Instant moment, Recorded recorded, Names names) {
    if (selector instanceof Selector.OfPattern || selector instanceof Selector.OfGroup) {
      return names.find(selector).isEmpty()
          ? names.missing(selector)
          : Response.failure(
              400, "'" + selector.text() + "' is not one unit", "Name one of them with --at.");
    }
    boolean nameless = names.find(selector).isEmpty();
    Optional<Instant> beginning = recorded.beginning();
    if (beginning.filter(first -> first.isAfter(moment)).isPresent()) {
      return Response.failure(
          404,
          "the records reach back to " + IsoTime.of(beginning.get()) + " only",
          "[history] says how much is kept.");
    }
    return nameless
        ? names.missing(selector)
        : Response.failure(
            404,
            "nothing is recorded of '" + selector.text() + "' by " + IsoTime.of(moment),
            beginning.isEmpty()
                ? "No history is kept, or it cannot be read: 'tend runs' says which."
                : "It was not there then, or nothing had happened to it yet.");
  }

  private Response now(Selector selector) {
    Snapshot snapshot = engine.snapshot();
    Moment now = clock.now();
    Recorded recorded = new Recorded(engine.feed(), past);
    Why why = new Why(snapshot, now, new WrittenLast(engine, logs), recorded);
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
        .orElseGet(
            () -> gone(selector, snapshot, now.wall()).orElseGet(() -> names.missing(selector)));
  }

  /// What is no unit any more may have been one.
  private Optional<Response> gone(Selector selector, Snapshot snapshot, Instant now) {
    Recorded recorded = new Recorded(engine.feed(), past);
    return recall(selector, new WhyThen(snapshot, recorded, now)).map(answer -> told(answer, now));
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
