package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.JobStatus;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/// `tend job list`: the jobs and how far each has come.
///
/// @param name `job list`, or as provisr has it `job`
record JobListVerb(String name) implements Verb {

  @Override
  public String summary() {
    return "List the jobs and how far they have come";
  }

  @Override
  public List<String> details() {
    return List.of("'tend job' does the same.");
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend job list", "all jobs"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().list("jobs");
    }
    return switch (session.client().jobs()) {
      case Outcome.Failed<List<JobStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<JobStatus>>(List<JobStatus> jobs) -> {
        if (session.json()) {
          session.printJson(JobStatus.class, jobs);
        } else {
          print(jobs, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(List<JobStatus> jobs, Session session) {
    if (jobs.isEmpty()) {
      session.out().println("no jobs");
      return;
    }
    Table table = new Table("JOB", "PHASE", "SINCE", "COMPLETIONS", "BECAUSE");
    for (JobStatus job : jobs) {
      table.row(
          Cell.of(job.name()),
          new Cell(job.phase(), style(job)),
          Cell.of(session.time().age(job.since())),
          Cell.of(new JobBar(job).counts()),
          Cell.of(job.cause()));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }

  static Style style(JobStatus job) {
    return switch (job.phase()) {
      case "active" -> Style.GREEN;
      case "suspended" -> Style.YELLOW;
      case "failed" -> Style.RED;
      case "complete", "pending" -> Style.DIM;
      default -> Style.PLAIN;
    };
  }
}
