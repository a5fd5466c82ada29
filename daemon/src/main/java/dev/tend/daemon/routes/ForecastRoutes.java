package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.ForecastItem;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What comes by itself.
final class ForecastRoutes {

  private static final Duration USUAL = Duration.ofDays(1);

  /// Further ahead calendars and time zones are changed more often than daemons.
  private static final Duration LONGEST = Duration.ofDays(732);

  private final Engine engine;
  private final Codec codec;
  private final Clock clock;

  ForecastRoutes(Engine engine, Codec codec, Clock clock) {
    this.engine = engine;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/forecast",
            "List what will start, stop and switch by itself, by time",
            List.of(
                Parameter.optional(
                    "from", new Parameter.Kind.Time(), "From this time on instead of now"),
                Parameter.optional(
                    "for", new Parameter.Kind.Text(), "How far, as in 7d (24h); at most 732d")),
            new AnswerForm.Many(ForecastItem.class),
            this::forecast));
  }

  private Response forecast(Arguments call) {
    Instant now = clock.now().wall();
    Instant from = call.text("from").flatMap(text -> Point.instant(text, now)).orElse(now);
    Optional<Duration> length =
        call.text("for")
            .map(text -> DurationText.parse(text).map(DurationText::duration))
            .orElse(Optional.of(USUAL))
            .filter(given -> given.isPositive() && given.compareTo(LONGEST) <= 0);
    if (length.isEmpty()) {
      return Response.failure(400, "'for' is a duration of at most 732d", "Write 24h or 7d.");
    }
    Snapshot snapshot = engine.snapshot();
    Forecast forecast =
        Forecast.of(
            snapshot.configuration(), Wanted.of(snapshot).units(), from, from.plus(length.get()));
    return new Response.Json(
        200, codec.writeList(ForecastItem.class, Translation.forecast(forecast)));
  }
}
