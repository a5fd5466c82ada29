package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Selector;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.http.ServerEvent;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// What happened, and what happens.
final class EventRoutes {

  /// What a list has unless it is asked for more; who wants all pages back with `until`.
  static final int LIMIT = 1000;

  static final int LIMIT_MAX = 10_000;

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
                Parameter.optional(
                    "unit",
                    new Parameter.Kind.Text(),
                    "A unit, an instance, a pattern or a group; without it the daemon's own too"),
                Parameter.optional(
                    "limit",
                    new Parameter.Kind.Whole(0, LIMIT_MAX),
                    "The latest so many; "
                        + LIMIT
                        + " unless given, but a stream that names its start has all"),
                Parameter.optional(
                    "follow", new Parameter.Kind.Flag(), "Go on with what happens, as a stream")),
            new AnswerForm.ManyOrEvents(EventRecord.class),
            this::events));
  }

  private Response events(Arguments call) {
    Optional<Selector> selector = call.text("unit").map(Selector::parse);
    boolean follow = call.flag("follow");
    if (follow && call.text("until").isPresent()) {
      return Response.failure(400, "what goes on has no end", "Leave out 'until', or 'follow'.");
    }
    Names names = new Names(engine.snapshot());
    boolean known = selector.isEmpty() || names.find(selector.get()).isPresent();
    if (follow && !known) {
      return names.missing(selector.get());
    }
    Optional<Predicate<InstanceId>> wanted = selector.map(some -> new InstanceFilter(some, engine));
    EventRange range = new EventRange(since(call), point(call, "until"));
    EventReading reading = new EventReading(engine.feed(), past, range, wanted, codec);
    Optional<Integer> limit = call.whole("limit").stream().mapToObj(Math::toIntExact).findFirst();
    if (follow) {
      boolean resumed = lastSeen(call).isPresent();
      boolean all = range.since().isPresent() && (resumed || limit.isEmpty());
      if (!all && limit.orElse(LIMIT) == 0) {
        // Now, and not when the stream begins: what happens in between is to be in it.
        reading.skip();
        all = true;
      }
      boolean straight = all;
      return new Response.Stream(outlet -> follow(reading, limit.orElse(LIMIT), straight, outlet));
    }
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () -> {
              List<EventRecord> events = reading.latest(limit.orElse(LIMIT));
              // Of a unit that is gone there may be a memory.
              return events.isEmpty() && !known
                  ? names.missing(selector.get())
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
