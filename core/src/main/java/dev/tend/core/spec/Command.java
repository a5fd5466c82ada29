package dev.tend.core.spec;

import java.util.List;

/// What is executed: an argument list, the program first. A command that was written as a string
/// has been split by [CommandLine] before it becomes one of these.
public record Command(List<String> argv) {

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command names a program");
    }
  }

  public String program() {
    return argv.getFirst();
  }

  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
