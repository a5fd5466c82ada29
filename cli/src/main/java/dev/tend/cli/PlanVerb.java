package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.PlanAnswer;
import dev.tend.api.PlanQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend plan`: what putting a configuration in force would do.
final class PlanVerb implements Verb {

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "Show what a configuration would change, and change nothing";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Compares CONFIG, or the file that the daemon runs on as it stands now, with what is in"
            + " force: which units would be created, restarted, stopped or removed, because of which"
            + " keys or which other unit, and in which order. Values of environments and headers are"
            + " never shown.",
        "Exits with 0 where there is nothing to do, with 3 where there is, and with 1 where the"
            + " configuration has mistakes, all of which are said.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("FILE", "Keep the plan there, for 'tend apply --plan FILE'", "--out"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("CONFIG", "Another file or folder than the daemon's own"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend plan", "what a reload would do now"),
        new Example("tend plan next.toml --json | jq .changes", "another file, for a script"));
  }

  @Override
  public Completes completes() {
    return Completes.FILES;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    PlanQuery query = PlanQuery.of(path(invocation));
    return switch (session.client().plan(query)) {
      case Outcome.Failed<PlanAnswer>(Failure failure) -> session.fail(failure);
      case Outcome.Done<PlanAnswer>(PlanAnswer plan) -> {
        Optional<String> unwritten =
            invocation.value("--out").flatMap(out -> write(out, plan, session));
        if (unwritten.isPresent()) {
          session.err().println("tend: " + unwritten.get());
          yield ExitCode.REFUSED;
        }
        if (session.json()) {
          session.printJson(PlanAnswer.class, plan);
        } else {
          new PlanText(session).print(plan);
        }
        yield plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
      }
    };
  }

  /// Absolute: the daemon has a working directory of its own.
  static Optional<String> path(Invocation invocation) {
    return invocation.parameters().stream()
        .findFirst()
        .map(path -> Path.of(path).toAbsolutePath().normalize().toString());
  }

  private static Optional<String> write(String out, PlanAnswer plan, Session session) {
    try {
      Files.writeString(
          Path.of(out), session.client().codec().write(PlanAnswer.class, plan) + "\n");
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of("cannot write the plan to " + out + ": " + failed);
    }
  }
}
