package dev.tend.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Which group a verb is about: `group start backend`, or `group-start --group backend` for hands
/// that are used to it.
final class GroupName {

  private GroupName() {}

  static List<OptionSpec> options() {
    return List.of(Grammar.option("GROUP", "The same, as an option", "--group"));
  }

  static List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("GROUP", "The group, without the @"));
  }

  static Optional<String> of(Invocation invocation) {
    Optional<String> name =
        invocation.parameters().stream().findFirst().or(() -> invocation.value("--group"));
    return name.map(text -> text.startsWith("@") ? text.substring(1) : text);
  }
}
