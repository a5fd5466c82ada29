package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend cron suspend`, `cron resume` and `cron trigger`.
record CronTellVerb(Order order) implements Verb {

  /// What a cron job is told.
  enum Order {
    SUSPEND("suspend", "Skip the firings of a cron job until it is resumed", "suspended"),
    RESUME("resume", "Let a suspended cron job fire again", "resumed"),
    TRIGGER("trigger", "Run a cron job now, suspended or not", "triggered");

    private final String word;
    private final String summary;
    private final String past;

    Order(String word, String summary, String past) {
      this.word = word;
      this.summary = summary;
      this.past = past;
    }
  }

  @Override
  public String name() {
    return "cron " + order.word;
  }

  @Override
  public String summary() {
    return order.summary;
  }

  @Override
  public List<String> details() {
    return switch (order) {
      case SUSPEND ->
          List.of(
              "What runs already goes on; what waits is dropped. The word holds across daemons"
                  + " and boots, until the configuration's own 'suspend' changes.");
      case RESUME -> List.of("What was skipped meanwhile is not made up for.");
      case TRIGGER ->
          List.of("While an earlier run goes on, 'overlap' decides: with forbid it is refused.");
    };
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.some("CRON", "Which ones"));
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend cron " + order.word + " backup", "just backup"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Remote> remote = Remote.of(invocation);
    int worst = ExitCode.DONE;
    for (String name : invocation.parameters()) {
      int code =
          remote.isPresent()
              ? remote.get().tellCron(name, order.word, order.past)
              : tell(name, session);
      worst = Math.max(worst, code);
    }
    return worst;
  }

  private int tell(String name, Session session) {
    return switch (session.client().tellCron(name, order.word)) {
      case Outcome.Failed<CommandResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<CommandResult>(CommandResult result) -> {
        if (session.json()) {
          session.printJson(CommandResult.class, result);
        } else {
          session.out().println(order.past + " " + name + runs(result));
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static String runs(CommandResult result) {
    return result.units().isEmpty() ? "" : ": " + String.join(", ", result.units());
  }
}
