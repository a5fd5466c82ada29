package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.GroupStatus;
import dev.tend.api.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// @param name `group status`, or as one word `group-status`
record GroupStatusVerb(String name) implements Verb {

  @Override
  public String summary() {
    return "Show what the members of a group are doing";
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.concat(GroupName.options().stream(), Remote.options().stream()).toList();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return GroupName.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend group status backend", "one group"),
        new Example("tend group-status --group backend", "the same"));
  }

  @Override
  public Completes completes() {
    return Completes.GROUPS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String group =
        GroupName.of(invocation)
            .orElseThrow(
                () -> new WrongUsage(name + " needs GROUP", "'tend group list' lists the groups."));
    Optional<Remote> remote = Remote.of(invocation);
    if (remote.isPresent()) {
      return remote.get().groupStatus(group);
    }
    return switch (session.client().group(group)) {
      case Outcome.Failed<GroupStatus>(Failure failure) -> session.fail(failure);
      case Outcome.Done<GroupStatus>(GroupStatus status) -> {
        if (session.json()) {
          session.printJson(GroupStatus.class, status);
        } else {
          new StatusTable(status.instances(), session.time()).print(session);
        }
        yield StatusTable.isAmiss(status.instances()) ? ExitCode.AMISS : ExitCode.DONE;
      }
    };
  }
}
