package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend status`: prints what every unit is doing.
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
    return List.of("Exits with 3 when something that should be up neither runs nor has completed.");
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
        new Example("tend status --json | jq -r '.[].state'", "for programs"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return switch (session.client().units(invocation.parameters())) {
      case Outcome.Failed<List<InstanceStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<InstanceStatus>>(List<InstanceStatus> instances) -> {
        if (session.json()) {
          session.printJson(InstanceStatus.class, instances);
        } else {
          new StatusTable(instances, session.time()).print(session);
        }
        yield StatusTable.isAmiss(instances) ? ExitCode.AMISS : ExitCode.DONE;
      }
    };
  }
}
