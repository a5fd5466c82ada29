package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.ForecastItem;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.cli.ForecastView;
import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.problem.Problem;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.spec.Configuration;
import dev.tend.daemon.wire.Translation;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// `tend forecast CONFIG`: what a configuration would make happen by itself, without a daemon.
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
        print(command, items(command, good.configuration()), now);
        yield ExitCode.DONE;
      }
    };
  }

  private static List<ForecastItem> items(
      DaemonCommand.Forecast command, Configuration configuration) {
    return Translation.forecast(
        Forecast.of(
            configuration,
            Wanted.of(configuration).units(),
            command.from(),
            command.from().plus(command.length())));
  }

  private void print(DaemonCommand.Forecast command, List<ForecastItem> items, Instant now) {
    ForecastView view = new ForecastView(items, command.from(), command.length());
    if (command.options().json()) {
      out.println(new Codec().writeList(ForecastItem.class, items));
    } else if (command.calendar()) {
      view.printCalendar(out, now);
    } else {
      view.print(out, command.zone());
    }
  }
}
