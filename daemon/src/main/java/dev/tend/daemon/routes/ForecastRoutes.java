package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CronTimes;
import dev.tend.api.ForecastItem;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.ForecastForm;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What comes by itself, by the calendar and by what is remembered of earlier runs.
final class ForecastRoutes {

  private static final Duration USUAL = Duration.ofDays(1);

  /// Further ahead calendars and time zones are changed more often than daemons.
  private static final Duration LONGEST = Duration.ofDays(732);

  private final Engine engine;
  private final Past past;
  private final Codec codec;
  private final Clock clock;

  ForecastRoutes(Engine engine, Past past, Codec codec, Clock clock) {
    this.engine = engine;
    this.past = past;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/forecast",
            "List what will start, stop, switch and fire by itself, by time, at most 100,000 things. How long runs of cron jobs took says which of them will be in the way of later ones",
            List.of(
                Parameter.optional(
                    "from", new Parameter.Kind.Time(), "From this time on instead of now"),
                Parameter.optional(
                    "for", new Parameter.Kind.Text(), "How far, as in 7d (24h); at most 732d")),
            new AnswerForm.Many(ForecastItem.class),
            this::forecast),
        new Route(
            "GET",
            "/v1/forecast/past",
            "List how long the runs of each cron job took, of those that had any: what a forecast reckons with",
            List.of(),
            new AnswerForm.Many(CronTimes.class),
            _ -> past()));
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
    Instant until = from.plus(length.get());
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () -> forecast(from, until, now), Thread::startVirtualThread));
  }

  private Response past() {
    Instant now = clock.now().wall();
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () ->
                new Response.Json(
                    200,
                    codec.writeList(
                        CronTimes.class,
                        ForecastForm.past(new CronPast(engine.snapshot(), past).experience(now)))),
            Thread::startVirtualThread));
  }

  private Response forecast(Instant from, Instant until, Instant now) {
    Snapshot snapshot = engine.snapshot();
    Forecast forecast =
        Forecast.of(
            snapshot.configuration(),
            Wanted.of(snapshot),
            new CronPast(snapshot, past).experience(now),
            from,
            until);
    return new Response.Json(
        200, codec.writeList(ForecastItem.class, ForecastForm.of(forecast, until)));
  }
}
