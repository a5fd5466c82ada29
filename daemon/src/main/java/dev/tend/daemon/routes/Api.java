package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The whole table of what the API can do.
///
/// Reads take the latest snapshot, writes go through the loop; nothing in here has a state.
public final class Api {

  private Api() {}

  public static Router router(
      Engine engine,
      Logs logs,
      Past past,
      Codec codec,
      Clock clock,
      ConfigurationSource source,
      JobFile jobs,
      Supplier<DaemonStatus> status) {
    Commands commands = new Commands(engine, codec);
    return new Router(
        Stream.of(
                new UnitRoutes(engine, codec, commands, clock).routes(),
                new WhyRoutes(engine, logs, past, codec, clock).routes(),
                new ForecastRoutes(engine, past, codec, clock).routes(),
                new LogRoutes(engine, logs, codec, clock).routes(),
                new EventRoutes(engine, past, codec, clock).routes(),
                new RunRoutes(engine, past, codec, clock).routes(),
                new GroupRoutes(engine, codec, commands, clock).routes(),
                new CronRoutes(engine, codec, commands, source).routes(),
                new RegistrationRoutes(codec, source, commands).routes(),
                new JobRoutes(engine, codec, commands, clock, source, jobs).routes(),
                new PlanRoutes(codec, source).routes(),
                new SimulateRoutes(engine, past, codec, clock).routes(),
                new MetricsRoutes(engine, status).routes(),
                new DaemonRoutes(engine, codec, commands, source, status).routes())
            .flatMap(List::stream)
            .toList());
  }
}
