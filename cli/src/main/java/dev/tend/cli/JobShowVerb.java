package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.JobStatus;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend job show`: one job.
final class JobShowVerb implements Verb {

  @Override
  public String name() {
    return "job show";
  }

  @Override
  public String summary() {
    return "Show how far a job has come, and what holds of it";
  }

  @Override
  public List<String> details() {
    return List.of("Its workers are in 'tend status JOB', every try in 'tend runs JOB'.");
  }

  @Override
  public List<OptionSpec> options() {
    return Remote.options();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return JobName.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend job show import", "how far import has come"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().show("jobs", JobName.of(invocation));
    }
    return switch (session.client().job(JobName.of(invocation))) {
      case Outcome.Failed<JobStatus>(Failure failure) -> session.fail(failure);
      case Outcome.Done<JobStatus>(JobStatus job) -> {
        if (session.json()) {
          session.printJson(JobStatus.class, job);
        } else {
          print(job, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(JobStatus job, Session session) {
    String phase = session.palette().paint(JobListVerb.style(job), job.phase());
    JobBar bar = new JobBar(job);
    line(session, job.name(), phase + " for " + session.time().age(job.since()));
    line(session, "completions", session.screen().isTerminal() ? bar.drawn() : bar.counts());
    if (!job.succeededIndexes().isEmpty() && job.completionMode().equals("indexed")) {
      line(session, "succeeded", "index " + job.succeededIndexes());
    }
    if (!job.failedIndexes().isEmpty()) {
      line(session, "given up", "index " + job.failedIndexes());
    }
    for (JobStatus.Condition condition : job.conditions()) {
      line(session, condition.type(), condition.reason() + ": " + condition.message());
    }
    line(session, "because", job.cause());
    String next = job.next();
    if (next != null) {
      session.time().until(next).ifPresent(time -> line(session, "next", "in " + time));
    }
  }

  private static void line(Session session, String what, String text) {
    session.out().printf("%-12s  %s%n", what, text);
  }
}
