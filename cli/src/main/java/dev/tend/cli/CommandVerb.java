package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `start`, `stop` and `restart`.
record CommandVerb(Order order) implements Verb {

  /// What units are told.
  enum Order {
    START,
    STOP,
    RESTART;

    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }

    String inProgress() {
      return this == STOP ? "stopping" : verb() + "ing";
    }

    Outcome<CommandResult> give(TendClient client, String selector) {
      return switch (this) {
        case START -> client.start(selector);
        case STOP -> client.stop(selector);
        case RESTART -> client.restart(selector);
      };
    }
  }

  @Override
  public String name() {
    return order.verb();
  }

  @Override
  public String summary() {
    return switch (order) {
      case START -> "Start units, and what they require";
      case STOP -> "Stop units, what requires them first";
      case RESTART -> "Stop and start units";
    };
  }

  @Override
  public List<String> details() {
    String meaning =
        switch (order) {
          case START -> "A unit that has failed or completed is tried again.";
          case STOP ->
              "They stay down, across restarts of the daemon too, until somebody starts them.";
          case RESTART -> "Units that run and require them are restarted in order.";
        };
    return List.of(
        meaning,
        "Without --wait it returns once the daemon has taken the command. With it, it exits with 1"
            + " where a unit fails or the time is over.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(Commanding.waitOption());
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.some("UNIT", "Whom to " + order.verb()));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend " + name() + " web db", "two units"),
        new Example(
            "tend " + name() + " @backend --wait 30s", "a group, and wait for the outcome"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return new Commanding(session, order, invocation.parameters())
        .run(Commanding.waitOf(invocation), selector -> order.give(session.client(), selector));
  }
}
