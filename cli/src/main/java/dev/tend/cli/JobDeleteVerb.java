package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.ReloadResult;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend job delete`: the end of a job that was added while the daemon ran.
final class JobDeleteVerb implements Verb {

  @Override
  public String name() {
    return "job delete";
  }

  @Override
  public String summary() {
    return "Stop a job that was added with 'job run', and forget it";
  }

  @Override
  public List<String> details() {
    return List.of("What stands in the configuration itself is refused.");
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
    return List.of(new Example("tend job delete once", "it goes, and its output with it"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String job = JobName.of(invocation);
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().delete("jobs", job);
    }
    return switch (session.client().deleteJob(job)) {
      case Outcome.Failed<ReloadResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<ReloadResult>(ReloadResult result) -> {
        if (session.json()) {
          session.printJson(ReloadResult.class, result);
        } else {
          session.out().println("deleted " + job);
        }
        yield ExitCode.DONE;
      }
    };
  }
}
