package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend serve`: the daemon, quietly; done by the daemon's program.
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
            + " 'tend shutdown', which stop everything in order. SIGHUP is 'tend reload'. Signals count"
            + " also where nohup or a shell's & had them ignored. A second daemon on the same socket"
            + " is refused.",
        "With --daemonize it goes on in the background, in a session of its own. The call returns"
            + " once the daemon answers, or with the daemon's own complaint when it cannot start."
            + " What the daemon itself has to say then goes to the log file, or nowhere.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.option("PATH", "The same, as an option", "--config"),
        dialectOption(),
        Grammar.flag("Go on in the background once the daemon answers", "--daemonize"),
        Grammar.option("PATH", "Write the daemon's pid there until it ends", "--pidfile"),
        Grammar.option("PATH", "Append what the daemon itself says to this file", "--logfile"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("PATH", "The configuration, a file or a folder (TEND_CONFIG)"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend serve", "with the configuration of the usual place"),
        new Example("tend serve --config tend.toml", "with another"),
        new Example(
            "tend serve tend.toml --daemonize --pidfile /run/tend.pid --logfile /var/log/tend.log",
            "in the background"));
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
