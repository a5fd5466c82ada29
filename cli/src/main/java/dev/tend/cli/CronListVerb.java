package dev.tend.cli;

import dev.tend.api.CronStatus;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/// `tend cron list`: the cron jobs, when they fire, and what became of it last.
///
/// @param name `cron list`, or as provisr has it `cron`
record CronListVerb(String name) implements Verb {

  @Override
  public String summary() {
    return "List the cron jobs, with their next firing and the last result";
  }

  @Override
  public List<String> details() {
    return List.of("'tend cron' does the same.");
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend cron list", "all cron jobs"),
        new Example("tend cron list --json | jq -r '.[] | select(.suspended).name'", "suspended"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().list("cronjobs");
    }
    return switch (session.client().crons()) {
      case Outcome.Failed<List<CronStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<CronStatus>>(List<CronStatus> crons) -> {
        if (session.json()) {
          session.printJson(CronStatus.class, crons);
        } else {
          print(crons, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(List<CronStatus> crons, Session session) {
    if (crons.isEmpty()) {
      session.out().println("no cron jobs");
      return;
    }
    CronText text = new CronText(session.time());
    Table table = new Table("CRON", "SCHEDULE", "NEXT", "RUNS", "LAST");
    for (CronStatus cron : crons) {
      CronStatus.Last last = cron.last();
      table.row(
          Cell.of(cron.name()),
          Cell.of(cron.schedule()),
          Cell.of(text.next(cron)),
          Cell.of(Integer.toString(cron.active().size())),
          last == null
              ? Cell.of("-")
              : new Cell(text.last(last), Style.ofState(CronText.state(last.result()))));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }
}
