package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// One thing that `tend` can be told to do.
interface Verb {

  /// As it is typed; those of a family have two words.
  String name();

  /// One imperative line without a full stop.
  String summary();

  /// More, a paragraph each.
  default List<String> details() {
    return List.of();
  }

  default List<OptionSpec> options() {
    return List.of();
  }

  default List<PositionalParamSpec> parameters() {
    return List.of();
  }

  List<Example> examples();

  /// What stands for the last parameter in a completion.
  default Completes completes() {
    return Completes.NOTHING;
  }

  /// Does it.
  ///
  /// @return the exit code
  int run(Invocation invocation);

  /// A command line and what it does.
  record Example(String line, String meaning) {}

  /// What a parameter names, for the shell.
  enum Completes {
    NOTHING,
    UNITS,
    GROUPS,
    FILES,
    SHELLS,
    VERBS
  }
}
