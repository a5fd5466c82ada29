package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.ForecastItem;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.cli.ForecastCalendar;
import dev.tend.cli.ForecastView;
import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.problem.Problem;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.spec.Configuration;
import dev.tend.daemon.wire.ForecastForm;
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
        print(command, good.configuration(), now);
        yield ExitCode.DONE;
      }
    };
  }

  private void print(DaemonCommand.Forecast command, Configuration configuration, Instant now) {
    Instant until = command.from().plus(command.length());
    Forecast forecast = Forecast.of(configuration, Wanted.of(configuration), command.from(), until);
    List<ForecastItem> items = ForecastForm.of(forecast, until);
    List<String> notes = notes(configuration);
    boolean text = !command.options().json() && !command.calendar();
    if (text) {
      new ForecastView(items, command.from(), command.length(), notes).print(out, command.zone());
    } else {
      notes.forEach(note -> err.println("note: " + note));
    }
    if (command.options().json()) {
      out.println(new Codec().writeList(ForecastItem.class, items));
    } else if (command.calendar()) {
      new ForecastCalendar(items, now).print(out);
    }
  }

  /// Only a daemon has seen runs.
  private static List<String> notes(Configuration configuration) {
    return configuration.crons().isEmpty()
        ? List.of()
        : List.of("no past is known of a file: each run is taken to end before the next firing");
  }
}
