package dev.tend.cli;

import dev.tend.api.CronFiring;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend cron history`: what became of each of the latest firings.
final class CronHistoryVerb implements Verb {

  @Override
  public String name() {
    return "cron history";
  }

  @Override
  public String summary() {
    return "Show what became of the latest firings of a cron job, and why some were skipped";
  }

  @Override
  public List<String> details() {
    return List.of(
        "As many runs as keep_succeeded and keep_failed say, and the latest firings that were"
            + " skipped. 'tend events CRON' knows more.");
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("CRON", "Which one"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend cron history backup", "the runs and skips of backup"),
        new Example(
            "tend cron history backup --json | jq '.[] | select(.result == \"skipped\")'",
            "what was skipped"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String cron = invocation.parameters().getFirst();
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().show("cronjobs", cron + "/history");
    }
    return switch (session.client().cronHistory(cron)) {
      case Outcome.Failed<List<CronFiring>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<CronFiring>>(List<CronFiring> firings) -> {
        if (session.json()) {
          session.printJson(CronFiring.class, firings);
        } else {
          print(firings, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(List<CronFiring> firings, Session session) {
    if (firings.isEmpty()) {
      session.out().println("it has not fired yet");
      return;
    }
    WireTime time = session.time();
    Table table = new Table("FIRING", "RUN", "RESULT", "TOOK", "WHY");
    for (CronFiring firing : firings) {
      String more = firing.count() > 1 ? " (and " + (firing.count() - 1) + " more)" : "";
      String run = firing.run();
      String started = firing.started();
      String ended = firing.ended();
      table.row(
          Cell.of(time.local(firing.firing()) + more),
          Cell.of(run == null ? "-" : run),
          new Cell(firing.result(), Style.ofState(CronText.state(firing.result()))),
          Cell.of(started == null || ended == null ? "-" : time.between(started, ended)),
          Cell.of(firing.reason()));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }
}
