package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What happened, and what happens.
final class EventRoutes {

  private final Engine engine;
  private final Past past;
  private final Codec codec;
  private final Clock clock;

  EventRoutes(Engine engine, Past past, Codec codec, Clock clock) {
    this.engine = engine;
    this.past = past;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/events",
            "List what happened, or follow what happens; a gap in what is known is an event 'gap'",
            List.of(
                Parameter.optional(
                    "since",
                    new Parameter.Kind.Bound(),
                    "Only what came after: " + Point.FORMS + "; an id also as Last-Event-ID"),
                Parameter.optional(
                    "until", new Parameter.Kind.Bound(), "Only what came up to then, the same way"),
                Whose.unit("without it the daemon's own too"),
                Whose.limit(", but a stream that names its start has all"),
                Parameter.optional(
                    "follow", new Parameter.Kind.Flag(), "Go on with what happens, as a stream")),
            new AnswerForm.ManyOrEvents(EventRecord.class),
            this::events));
  }

  private Response events(Arguments call) {
    Whose whose = Whose.of(call, engine);
    boolean follow = call.flag("follow");
    if (follow && call.text("until").isPresent()) {
      return Response.failure(400, "what goes on has no end", "Leave out 'until', or 'follow'.");
    }
    if (follow && !whose.known()) {
      return whose.missing();
    }
    EventRange range = new EventRange(since(call), point(call, "until"));
    EventReading reading = new EventReading(engine.feed(), past, range, whose.filter(), codec);
    Optional<Integer> limit = call.whole("limit").stream().mapToObj(Math::toIntExact).findFirst();
    if (follow) {
      boolean resumed = lastSeen(call).isPresent();
      boolean all = range.since().isPresent() && (resumed || limit.isEmpty());
      if (!all && limit.orElse(Whose.LIMIT) == 0) {
        // Now, and not when the stream begins: what happens in between is to be in it.
        reading.skip();
        all = true;
      }
      boolean straight = all;
      return new Response.Stream(
          outlet -> follow(reading, limit.orElse(Whose.LIMIT), straight, outlet));
    }
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () -> {
              List<EventRecord> events = reading.latest(limit.orElse(Whose.LIMIT));
              return events.isEmpty() && !whose.known()
                  ? whose.missing()
                  : new Response.Json(200, codec.writeList(EventRecord.class, events));
            },
            Thread::startVirtualThread));
  }

  /// A number that is not reached yet belongs to a daemon whose memory is gone, and all that is
  /// known is news.
  private Optional<Point> since(Arguments call) {
    Optional<Point> since = lastSeen(call).or(() -> point(call, "since"));
    long position = engine.snapshot().position();
    return since.filter(point -> !(point instanceof Point.Id(long id)) || id <= position);
  }

  /// Where the client's stream broke off.
  private static Optional<Point> lastSeen(Arguments call) {
    return call.call()
        .header("last-event-id")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> new Point.Id(Long.parseLong(text)));
  }

  private Optional<Point> point(Arguments call, String name) {
    return call.text(name).flatMap(text -> Point.parse(text, clock.now().wall()));
  }

  private void follow(EventReading reading, int limit, boolean straight, Outlet outlet)
      throws InterruptedException {
    try (Feed.Subscription _ = engine.feed().onGrowth(outlet::ring)) {
      if (!straight) {
        List<ServerEvent> latest = reading.latest(limit).stream().map(reading::event).toList();
        outlet.send(latest);
      }
      while (outlet.awaitMore()) {
        reading.forward(outlet);
      }
      reading.forward(outlet);
    }
  }
}
