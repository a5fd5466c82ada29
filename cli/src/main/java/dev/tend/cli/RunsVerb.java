package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.RunQuery;
import dev.tend.api.RunRecord;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend runs`: every run, with how it ended and what it took.
final class RunsVerb implements Verb {

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public String summary() {
    return "Show every run: its exit, why it ended, and what it took";
  }

  @Override
  public List<String> details() {
    return List.of(
        "The latest is the last. CPU is the time of its process and the descendants that it waited"
            + " for; PEAK is the memory of the largest of them, where that was more than the"
            + " daemon's own.");
  }

  @Override
  public List<OptionSpec> options() {
    return LookBack.options(
            "Only what lived since then: " + PointText.FORMS, "Only what had begun by then", "1000")
        .toList();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return LookBack.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend runs web", "how web has fared"),
        new Example("tend runs --since 1h --json", "for programs"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    RunQuery query =
        new RunQuery(
            LookBack.unit(invocation),
            invocation.time("--since"),
            invocation.time("--until"),
            invocation.lines());
    return switch (session.client().runs(query)) {
      case Outcome.Failed<List<RunRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<RunRecord>>(List<RunRecord> runs) -> {
        if (session.json()) {
          session.printJson(RunRecord.class, runs);
        } else {
          new RunTable(runs, session.time()).print(session);
        }
        yield ExitCode.DONE;
      }
    };
  }
}
