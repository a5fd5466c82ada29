package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend check`: finds all mistakes of a configuration; run by the daemon's program.
final class CheckVerb implements Verb {

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Read configurations and say all mistakes at once";
  }

  @Override
  public List<String> details() {
    return List.of("Exits with 1 when there is a mistake. Nothing is started, no daemon is asked.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(ServeVerb.dialectOption());
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.some("PATH", "Files or folders"));
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend check tend.toml conf.d", "a file and a folder"));
  }

  @Override
  public Completes completes() {
    return Completes.FILES;
  }

  @Override
  public int run(Invocation invocation) {
    return DaemonCommand.refuse(invocation, name());
  }
}
