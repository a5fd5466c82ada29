package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.GroupStatus;
import dev.tend.api.Outcome;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Table;
import java.util.List;

/// `tend group list`: prints the groups.
final class GroupListVerb implements Verb {

  @Override
  public String name() {
    return "group list";
  }

  @Override
  public String summary() {
    return "List the groups and their members";
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend group list", "all groups"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return switch (session.client().groups()) {
      case Outcome.Failed<List<GroupStatus>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<List<GroupStatus>>(List<GroupStatus> groups) -> {
        if (session.json()) {
          session.printJson(GroupStatus.class, groups);
        } else {
          print(groups, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(List<GroupStatus> groups, Session session) {
    if (groups.isEmpty()) {
      session.out().println("no groups");
      return;
    }
    Table table = new Table("GROUP", "RUNNING", "MEMBERS");
    for (GroupStatus group : groups) {
      long running = group.instances().stream().filter(it -> it.state().equals("running")).count();
      table.row(
          Cell.of(group.name()),
          Cell.of(running + " of " + group.instances().size()),
          Cell.of(String.join(", ", group.members())));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }
}
