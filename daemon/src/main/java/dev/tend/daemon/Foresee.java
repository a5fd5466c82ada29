package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.CronTimes;
import dev.tend.api.Endpoint;
import dev.tend.api.ForecastItem;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.cli.ForecastCalendar;
import dev.tend.cli.ForecastView;
import dev.tend.cli.GlobalOptions;
import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.problem.Problem;
import dev.tend.core.forecast.Experience;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.wire.ForecastForm;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `tend forecast CONFIG`: what a configuration would make happen by itself, which no daemon need
/// know; one that runs is only asked how long the runs of cron jobs took.
final class Foresee {
  private final Map<String, String> env;
  private final PrintStream out;
  private final PrintStream err;

  Foresee(Map<String, String> env, PrintStream out, PrintStream err) {
    this.env = env;
    this.out = out;
    this.err = err;
  }

  /// @param now what a calendar file says of its own age
  /// @return the exit code
  int run(DaemonCommand.Forecast command, Instant now) {
    return switch (new ConfigurationReader(env).read(command.config())) {
      case Reading.Bad(List<Problem> problems) -> {
        problems.forEach(err::println);
        yield ExitCode.REFUSED;
      }
      case Reading.Good good -> {
        print(command, good.configuration(), now);
        yield ExitCode.DONE;
      }
    };
  }

  private void print(DaemonCommand.Forecast command, Configuration configuration, Instant now) {
    Instant until = command.from().plus(command.length());
    Experience past = past(command.options(), configuration, now);
    Forecast forecast =
        Forecast.of(configuration, Wanted.of(configuration), past, command.from(), until);
    List<ForecastItem> items = ForecastForm.of(forecast, until);
    if (command.options().json()) {
      out.println(new Codec().writeList(ForecastItem.class, items));
    } else if (command.calendar()) {
      new ForecastCalendar(items, now).print(out);
    } else {
      List<String> notes =
          firesAgain(forecast)
              ? List.of(source(command.options(), configuration, past))
              : List.<String>of();
      new ForecastView(items, command.from(), command.length(), notes).print(out, command.zone());
    }
  }

  /// Only a daemon has seen runs: one that is there is asked. Nobody answers at a socket that is
  /// not there, and the client takes its time to be loaded.
  private Experience past(GlobalOptions options, Configuration configuration, Instant now) {
    Endpoint endpoint = options.endpoint(env);
    boolean gone = endpoint instanceof Endpoint.Socket(Path socket) && Files.notExists(socket);
    if (configuration.crons().isEmpty() || gone) {
      return Experience.NONE;
    }
    TendClient client = new TendClient(endpoint, options.token());
    return switch (client.forecastPast()) {
      case Outcome.Failed<List<CronTimes>> _ -> Experience.NONE;
      case Outcome.Done<List<CronTimes>>(List<CronTimes> past) ->
          ForecastForm.experience(past, configuration, now);
    };
  }

  /// Whether a run could be in the way of a later one: only then it matters how long runs take.
  private static boolean firesAgain(Forecast forecast) {
    Set<UnitName> fired = new HashSet<>();
    return forecast.comings().stream()
        .anyMatch(coming ->
            switch (coming.action()) {
              case FIRE, SKIP -> !fired.add(coming.unit());
              case STOP, SWITCH, START -> false;
            });
  }

  /// Who said how long runs take.
  private String source(GlobalOptions options, Configuration configuration, Experience past) {
    return past.times().isEmpty()
        ? "no past is known of a file: each run is taken to end before the next firing"
        : "how long runs take is what the daemon at %s remembers of cron jobs of these names: %d of %d"
            .formatted(
                options.endpoint(env).text(), past.times().size(), configuration.crons().size());
  }
}
