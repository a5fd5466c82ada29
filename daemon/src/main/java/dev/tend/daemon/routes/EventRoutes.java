package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.EventRecord;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Selector;
import dev.tend.daemon.http.Outlet;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What happened, and what happens.
final class EventRoutes {

  private final Engine engine;
  private final Codec codec;

  EventRoutes(Engine engine, Codec codec) {
    this.engine = engine;
    this.codec = codec;
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
                    new Parameter.Kind.Whole(0, Long.MAX_VALUE),
                    "The id of the last event that is known already, also as Last-Event-ID"),
                Parameter.optional(
                    "unit",
                    new Parameter.Kind.Text(),
                    "A unit, an instance, a pattern or a group; without it the daemon's own too"),
                Parameter.optional(
                    "follow", new Parameter.Kind.Flag(), "Go on with what happens, as a stream")),
            new AnswerForm.ManyOrEvents(EventRecord.class),
            this::events));
  }

  private Response events(Arguments call) {
    Optional<Selector> selector = call.text("unit").map(Selector::parse);
    Names names = new Names(engine.snapshot());
    if (selector.isPresent() && names.find(selector.get()).isEmpty()) {
      return names.missing(selector.get());
    }
    Predicate<Entry> wanted =
        selector.<Predicate<Entry>>map(some -> new EventFilter(some, engine)).orElse(_ -> true);
    EventReading reading = new EventReading(engine.feed(), since(call), wanted, codec);
    return call.flag("follow")
        ? new Response.Stream(outlet -> follow(reading, outlet))
        : new Response.Json(200, codec.writeList(EventRecord.class, reading.list()));
  }

  /// Numbers start anew with each daemon, so one that is not reached yet is an earlier daemon's,
  /// and all that this one knows is news.
  private OptionalLong since(Arguments call) {
    OptionalLong since =
        call.call()
            .header("last-event-id")
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(text -> OptionalLong.of(Long.parseLong(text)))
            .orElseGet(() -> call.whole("since"));
    boolean earlierDaemon = since.isPresent() && since.getAsLong() > engine.snapshot().position();
    return earlierDaemon ? OptionalLong.empty() : since;
  }

  private void follow(EventReading reading, Outlet outlet) throws InterruptedException {
    try (Feed.Subscription _ = engine.feed().onGrowth(outlet::ring)) {
      while (outlet.awaitMore()) {
        reading.forward(outlet);
      }
      reading.forward(outlet);
    }
  }
}
