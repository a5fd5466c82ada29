package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.cli.CommandVerb.Order;
import dev.tend.cli.terminal.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// An order to some units: given to each, then followed to its end where that is wanted.
record Commanding(Session session, Order order, List<String> selectors) {

  /// More names than this on one line are not read.
  private static final int NAMES_SHOWN = 8;

  static OptionSpec waitOption() {
    return Grammar.option("DURATION", "Wait this long for the end state, as in 30s", "--wait");
  }

  static Optional<Duration> waitOf(Invocation invocation) {
    return invocation.value("--wait").map(Commanding::duration);
  }

  static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(
            () -> new WrongUsage("'" + text + "' is no duration", "Write 500ms, 30s or 1h30m."));
  }

  /// @param call gives the order to one selector
  int run(Optional<Duration> wait, Function<String, Outcome<CommandResult>> call) {
    if (selectors.isEmpty()) {
      // To the daemon no selector means everybody.
      say(new CommandResult(List.of(), 0));
      return ExitCode.DONE;
    }
    // First of all every selector is looked up: a misspelt one must not leave half of it done.
    return switch (session.client().units(selectors)) {
      case Outcome.Failed<List<InstanceStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<InstanceStatus>>(List<InstanceStatus> before) ->
          switch (give(call)) {
            case Outcome.Failed<CommandResult>(Failure failure) -> session.fail(failure);
            case Outcome.Done<CommandResult>(CommandResult result) -> {
              if (wait.isPresent()) {
                yield new Waiting(session, order, selectors, before).await(result, wait.get());
              }
              say(result);
              yield ExitCode.DONE;
            }
          };
    };
  }

  private Outcome<CommandResult> give(Function<String, Outcome<CommandResult>> call) {
    Outcome<CommandResult> all = new Outcome.Done<>(new CommandResult(List.of(), Long.MAX_VALUE));
    for (String selector : selectors) {
      all = all.then(so -> call.apply(selector).map(more -> merge(so, more)));
    }
    return all;
  }

  private static CommandResult merge(CommandResult first, CommandResult second) {
    List<String> units =
        Stream.concat(first.units().stream(), second.units().stream()).distinct().toList();
    return new CommandResult(units, Math.min(first.position(), second.position()));
  }

  private void say(CommandResult result) {
    if (session.json()) {
      session.printJson(CommandResult.class, result);
    } else if (result.units().isEmpty()) {
      session.out().println("nothing to do: all is so already");
    } else {
      session.out().println(order.inProgress() + " " + names(result.units()));
    }
  }

  static String names(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    if (names.size() > NAMES_SHOWN) {
      return String.join(", ", shown) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
    return String.join(", ", shown);
  }
}
