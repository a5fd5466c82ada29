package dev.tend.cli;

import dev.tend.api.GroupStatus;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.OptionSpec;

/// What a shell completes UNIT with. It is not listed, and says nothing where there is no daemon.
final class NamesVerb implements Verb {

  static final String NAME = "__units";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Print names for the completion of a shell";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(Grammar.flag("The names of groups instead", "--groups"));
  }

  @Override
  public List<Example> examples() {
    return List.of();
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return invocation.has("--groups")
        ? print(session, session.client().groups(), GroupStatus::name)
        : print(session, session.client().units(List.of()), InstanceStatus::unit);
  }

  private static <T> int print(
      Session session, Outcome<List<T>> outcome, Function<T, String> name) {
    if (outcome instanceof Outcome.Done<List<T>>(List<T> values)) {
      values.stream().map(name).distinct().forEach(session.out()::println);
      return ExitCode.DONE;
    }
    return ExitCode.NO_DAEMON;
  }
}
