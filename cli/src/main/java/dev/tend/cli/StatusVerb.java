package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend status`: what every instance is.
final class StatusVerb implements Verb {

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "Show what every unit is doing";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Exits with 3 when something that should be up neither runs nor has completed; with --name,"
            + " --base or --wildcard, which only ask, with 0.");
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.of(
            Spelling.options(),
            List.of(
                Grammar.flag("Below each unit, those that its edges lead to", "--tree"),
                Grammar.flag("No effect: all is shown anyway", "--detailed")),
            Remote.options())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.any("UNIT", "Only these; all where none is given"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend status", "all units"),
        new Example("tend status 'web*' @backend", "some of them"),
        new Example("tend status --tree web", "web, what it needs, and who needs it"),
        new Example("tend status --json | jq -r '.[].state'", "for programs"),
        new Example("tend status --base web", "all instances of web"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    Optional<Spelling> spelled = Spelling.of(invocation);
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().status(spelled.or(() -> Spelling.ofWords(invocation)));
    }
    Outcome<List<InstanceStatus>> outcome =
        spelled.isPresent()
            ? spelled.get().find(session.client())
            : session.client().units(invocation.parameters());
    return switch (outcome) {
      case Outcome.Failed<List<InstanceStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<InstanceStatus>>(List<InstanceStatus> instances) -> {
        if (invocation.has("--tree")) {
          yield tree(invocation.parameters(), instances, session);
        }
        if (session.json()) {
          session.printJson(InstanceStatus.class, instances);
        } else {
          new StatusTable(instances, session.time()).print(session);
        }
        boolean judges = spelled.isEmpty();
        yield judges && StatusTable.isAmiss(instances) ? ExitCode.AMISS : ExitCode.DONE;
      }
    };
  }

  private static int tree(List<String> selectors, List<InstanceStatus> chosen, Session session) {
    Outcome<StatusTree> tree =
        session
            .client()
            .graph(selectors)
            .then(graph ->
                session
                    .client()
                    .units(List.of())
                    .map(all -> new StatusTree(graph, all, session.time())));
    return switch (tree) {
      case Outcome.Failed<StatusTree>(Failure failure) -> session.fail(failure);
      case Outcome.Done<StatusTree>(StatusTree all) -> {
        all.print(session);
        yield StatusTable.isAmiss(chosen) ? ExitCode.AMISS : ExitCode.DONE;
      }
    };
  }
}
