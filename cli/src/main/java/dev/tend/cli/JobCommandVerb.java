package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `job stop`, `job suspend` and `job resume`.
///
/// @param verb the second word
record JobCommandVerb(String verb, String summary) implements Verb {

  @Override
  public String name() {
    return "job " + verb;
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return JobName.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend job " + verb + " import", "import"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String job = JobName.of(invocation);
    return switch (session.client().commandJob(job, verb)) {
      case Outcome.Failed<CommandResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<CommandResult>(CommandResult result) -> {
        if (session.json()) {
          session.printJson(CommandResult.class, result);
        } else {
          session.out().println(done() + " " + job);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private String done() {
    return switch (verb) {
      case "stop" -> "stopping";
      case "suspend" -> "suspending";
      default -> "resuming";
    };
  }
}
