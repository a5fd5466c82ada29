package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.ConfigProblem;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.config.ConfigurationReader;
import dev.tend.config.Dialect;
import dev.tend.config.LeftOut;
import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `tend check`: reads configurations and says everything that is wrong with them.
final class Check {
  private static final String ERROR = "error";
  private static final String WARNING = "warning";

  private final Map<String, String> env;
  private final PrintStream out;

  Check(Map<String, String> env, PrintStream out) {
    this.env = env;
    this.out = out;
  }

  /// @param dialect what they are written in; empty means that their content decides
  /// @return the exit code; a configuration of which a part is left out is not sound
  int run(DaemonCommand.Check command, Optional<Dialect> dialect) {
    List<ConfigProblem> all = new ArrayList<>();
    boolean sound = true;
    for (Path path : command.paths()) {
      Reading reading = new ConfigurationReader(env).read(path, dialect, Registrations.NONE);
      List<ConfigProblem> problems = records(reading);
      sound &= problems.stream().noneMatch(problem -> problem.severity().equals(ERROR));
      all.addAll(problems);
      if (!command.options().json()) {
        print(path, reading);
      }
    }
    if (command.options().json()) {
      out.println(new Codec().writeList(ConfigProblem.class, all));
    }
    return sound ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static List<ConfigProblem> records(Reading reading) {
    List<ConfigProblem> records = new ArrayList<>();
    switch (reading) {
      case Reading.Good good -> {
        good.warnings().forEach(problem -> records.add(record(problem, WARNING)));
        good.foreign().leftOut().forEach(part -> records.add(record(part.problem(), ERROR)));
      }
      case Reading.Bad(List<Problem> problems) ->
          problems.forEach(problem -> records.add(record(problem, ERROR)));
    }
    return records;
  }

  private static ConfigProblem record(Problem problem, String severity) {
    return new ConfigProblem(
        problem.place().file().toString(),
        problem.place().line(),
        problem.place().column(),
        severity,
        problem.sentence(),
        problem.hint());
  }

  private void print(Path path, Reading reading) {
    switch (reading) {
      case Reading.Good good -> {
        List<LeftOut> leftOut = good.foreign().leftOut();
        good.warnings().forEach(warning -> out.println("warning: " + warning));
        leftOut.forEach(part -> out.println("left out: " + part.problem()));
        out.println(
            path
                + (leftOut.isEmpty() ? " is sound: " : " is not all sound: ")
                + count(good.configuration().units().size(), "unit")
                + " in "
                + count(good.files().size(), "file"));
      }
      case Reading.Bad(List<Problem> problems) -> problems.forEach(out::println);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
