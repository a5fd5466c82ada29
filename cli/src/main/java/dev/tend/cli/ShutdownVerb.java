package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// `tend shutdown`: ends the daemon.
final class ShutdownVerb implements Verb {

  @Override
  public String name() {
    return "shutdown";
  }

  @Override
  public String summary() {
    return "End the daemon, after stopping everything in order";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(Grammar.flag("Leave the processes running for the next daemon", "--keep"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend shutdown", "stop everything, then end"),
        new Example("tend shutdown --keep", "end alone"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    boolean keep = invocation.has("--keep");
    return switch (session.client().shutdown(keep)) {
      case Outcome.Failed<Boolean>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Boolean> _ -> {
        String said =
            keep
                ? "the daemon ends and leaves the processes running"
                : "the daemon ends once everything has stopped";
        session.out().println(session.json() ? "{}" : said);
        yield ExitCode.DONE;
      }
    };
  }
}
