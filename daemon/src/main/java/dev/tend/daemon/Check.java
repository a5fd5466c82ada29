package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.ConfigProblem;
import dev.tend.cli.DaemonCommand;
import dev.tend.cli.ExitCode;
import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.problem.Problem;
import dev.tend.core.spec.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `tend check`: reads configurations and says everything that is wrong with them.
final class Check {

  private final Map<String, String> env;
  private final PrintStream out;

  Check(Map<String, String> env, PrintStream out) {
    this.env = env;
    this.out = out;
  }

  /// @return the exit code
  int run(DaemonCommand.Check command) {
    List<ConfigProblem> all = new ArrayList<>();
    boolean sound = true;
    for (Path path : command.paths()) {
      Reading reading = new ConfigurationReader(env).read(path);
      List<Problem> problems =
          switch (reading) {
            case Reading.Good good -> good.warnings();
            case Reading.Bad bad -> bad.problems();
          };
      sound &= reading instanceof Reading.Good;
      problems.forEach(problem -> all.add(record(problem, reading)));
      if (!command.options().json()) {
        print(path, reading);
      }
    }
    if (command.options().json()) {
      out.println(new Codec().writeList(ConfigProblem.class, all));
    }
    return sound ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static ConfigProblem record(Problem problem, Reading reading) {
    return new ConfigProblem(
        problem.place().file().toString(),
        problem.place().line(),
        problem.place().column(),
        reading instanceof Reading.Good ? "warning" : "error",
        problem.sentence(),
        problem.hint());
  }

  private void print(Path path, Reading reading) {
    switch (reading) {
      case Reading.Good(
              Configuration configuration,
              List<Problem> warnings,
              List<Path> files,
              var _) -> {
        warnings.forEach(warning -> out.println("warning: " + warning));
        out.println(
            path
                + " is sound: "
                + count(configuration.units().size(), "unit")
                + " in "
                + count(files.size(), "file"));
      }
      case Reading.Bad(List<Problem> problems) -> problems.forEach(out::println);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
