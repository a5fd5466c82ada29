package dev.tend.cli;

import dev.tend.cli.CommandVerb.Order;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `group start` and `group stop`.
///
/// @param name also as one word, `group-start`
record GroupCommandVerb(String name, Order order) implements Verb {

  @Override
  public String summary() {
    return order == Order.STOP ? "Stop the members of a group" : "Start the members of a group";
  }

  @Override
  public List<OptionSpec> options() {
    return Stream.of(GroupName.options(), List.of(Commanding.waitOption()), Remote.options())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return GroupName.parameters();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("tend group " + order.verb() + " backend --wait 30s", "and wait for them"),
        new Example("tend group-" + order.verb() + " --group backend", "the same, as one word"));
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
      return order == Order.STOP
          ? remote.get().stopGroup(group, invocation.value("--wait"))
          : remote.get().startGroup(group);
    }
    return new Commanding(session, order, List.of("@" + group))
        .run(
            Commanding.waitOf(invocation),
            _ ->
                order == Order.STOP
                    ? session.client().stopGroup(group)
                    : session.client().startGroup(group));
  }
}
