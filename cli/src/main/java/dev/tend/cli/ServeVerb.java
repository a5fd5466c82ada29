package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// `tend serve`: is the daemon; run by the daemon's program.
final class ServeVerb implements Verb {

  static OptionSpec dialectOption() {
    return Grammar.option(
        "DIALECT", "What it is written in; its content decides otherwise", "--dialect");
  }

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "Run the daemon";
  }

  @Override
  public List<String> details() {
    return List.of(
        "It starts what the configuration says and keeps it running until SIGTERM, SIGINT or"
            + " 'tend shutdown', which stop everything in order. A second daemon on the same socket"
            + " is refused.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("PATH", "The configuration, a file or a folder (TEND_CONFIG)", "--config"),
        dialectOption());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend serve", "with the configuration of the usual place"),
        new Example("tend serve --config tend.toml", "with another"));
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
