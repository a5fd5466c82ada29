package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend up`: is the daemon in the foreground; run by the daemon's program.
final class UpVerb implements Verb {

  @Override
  public String name() {
    return "up";
  }

  @Override
  public String summary() {
    return "Run everything in the foreground, and show its output";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Ctrl-C stops everything in order, a second one at once. Exits with 1 when a unit failed"
            + " for good.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(ServeVerb.dialectOption());
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("PATH", "The configuration, a file or a folder (TEND_CONFIG)"));
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend up tend.toml", "bring up what this file says"));
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
