package dev.tend.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What the verbs that tell of the past take: whose, and which part of it.
final class LookBack {

  private LookBack() {}

  /// @param since what is left out before, in words
  /// @param until what is left out after
  /// @param unlessGiven how many are told unless somebody says
  static Stream<OptionSpec> options(String since, String until, String unlessGiven) {
    return Stream.of(
        Grammar.option("WHEN", since, "--since"),
        Grammar.option("WHEN", until, "--until"),
        Grammar.option("N", "The latest so many (default: " + unlessGiven + ")", "-n", "--lines"));
  }

  static List<PositionalParamSpec> parameters() {
    return List.of(Grammar.optional("UNIT", "Only this one's; everybody's where none is given"));
  }

  static Optional<String> unit(Invocation invocation) {
    return invocation.parameters().stream().findFirst();
  }
}
