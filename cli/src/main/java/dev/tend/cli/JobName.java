package dev.tend.cli;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Which job is meant.
final class JobName {

  private JobName() {}

  static List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("JOB", "The job's name"));
  }

  static String of(Invocation invocation) {
    return invocation.parameters().getFirst();
  }
}
