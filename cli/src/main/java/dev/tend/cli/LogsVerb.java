package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.InstanceStatus;
import dev.tend.api.LogLine;
import dev.tend.api.LogQuery;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.LinePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend logs`: what units wrote, and go on writing.
final class LogsVerb implements Verb {

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "Show what units write";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Where several instances are meant, each line stands behind the name of who wrote it: '|'"
            + " for its standard output, '!' for its standard error. What its hooks write follows,"
            + " or comes in between with -f, behind their names; --stream leaves it out.");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Grammar.flag("Go on with what is written", "-f", "--follow"),
        Grammar.option("N", "Begin with this many of the last lines", "-n", "--lines"),
        Grammar.option("out|err", "Only standard output, or only standard error", "--stream"),
        Grammar.option("NAME", "Only what the hook of this name writes", "--hook"));
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("UNIT", "Whose; everybody's where none is given"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend logs web -n 100", "the last hundred lines"),
        new Example("tend logs -f", "everybody's, as it comes"),
        new Example("tend logs web.2 --stream err", "standard error of one instance"),
        new Example("tend logs web --hook migrate", "what one of its hooks wrote"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    List<String> selectors = invocation.parameters();
    List<LogQuery> queries = queries(invocation, selectors);
    return switch (session.client().units(selectors)) {
      case Outcome.Failed<List<InstanceStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<InstanceStatus>>(List<InstanceStatus> instances) ->
          print(session, queries, printer(session, queries, instances));
    };
  }

  private static List<LogQuery> queries(Invocation invocation, List<String> selectors) {
    Optional<Integer> lines = invocation.count("--lines");
    LogQuery everybody =
        new LogQuery(
            Optional.empty(),
            lines.isPresent() ? OptionalInt.of(lines.get()) : OptionalInt.empty(),
            invocation.value("--stream").map(LogsVerb::stream),
            invocation.value("--hook"),
            invocation.has("--follow"));
    return selectors.isEmpty()
        ? List.of(everybody)
        : selectors.stream().map(everybody::of).toList();
  }

  private static String stream(String text) {
    return switch (text) {
      case "out", "stdout" -> "stdout";
      case "err", "stderr" -> "stderr";
      default -> throw new WrongUsage("--stream is out or err, not '" + text + "'", "");
    };
  }

  private static Consumer<LogLine> printer(
      Session session, List<LogQuery> queries, List<InstanceStatus> instances) {
    if (session.json()) {
      return line -> session.printJson(LogLine.class, line);
    }
    if (instances.size() == 1 && queries.getFirst().hook().isPresent()) {
      return line -> session.out().print(line.partial() ? line.text() : line.text() + "\n");
    }
    if (instances.size() == 1) {
      return LinePrinter.ofOne(session.out(), session.palette())::print;
    }
    Labels labels = new StatusTable(instances, session.time()).labels();
    return new LinePrinter(session.out(), session.palette(), labels)::print;
  }

  private static int print(Session session, List<LogQuery> queries, Consumer<LogLine> printer) {
    if (queries.size() == 1 || !queries.getFirst().follow()) {
      int code = ExitCode.DONE;
      for (LogQuery query : queries) {
        code = Math.max(code, tail(session, query, printer));
      }
      return code;
    }
    return tailTogether(session, queries, printer);
  }

  /// Several units are several streams, which go on at the same time and print in turns.
  private static int tailTogether(
      Session session, List<LogQuery> queries, Consumer<LogLine> printer) {
    int[] codes = new int[queries.size()];
    List<Thread> threads = new ArrayList<>();
    for (int at = 0; at < codes.length; at++) {
      int place = at;
      Runnable tail = () -> codes[place] = tail(session, queries.get(place), inTurn(printer));
      threads.add(Thread.ofPlatform().name("tail-" + at).start(tail));
    }
    int worst = ExitCode.DONE;
    for (int at = 0; at < codes.length; at++) {
      try {
        threads.get(at).join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return ExitCode.DONE;
      }
      worst = Math.max(worst, codes[at]);
    }
    return worst;
  }

  private static Consumer<LogLine> inTurn(Consumer<LogLine> printer) {
    return line -> {
      synchronized (printer) {
        printer.accept(line);
      }
    };
  }

  private static int tail(Session session, LogQuery query, Consumer<LogLine> printer) {
    return switch (session.client().logs(query)) {
      case Outcome.Failed<Follow<LogLine>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<LogLine>>(Follow<LogLine> lines) -> {
        try (lines) {
          yield new Tail<>(session, lines).print(printer);
        }
      }
    };
  }
}
