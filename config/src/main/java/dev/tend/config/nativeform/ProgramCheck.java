package dev.tend.config.nativeform;

import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Looks whether the programs of units are there. It only warns: they may be installed later, or by
/// another unit.
///
/// @param environment of the daemon
public record ProgramCheck(Map<String, String> environment, Problems problems) {

  void check(ServiceDraft unit) {
    unit.fields()
        .find(ServiceKeys.COMMAND)
        .ifPresent(command ->
            check(command, unit.fields().place(ServiceKeys.COMMAND), unit.directory(), unit.env()));
  }

  /// @param place of the command
  /// @param directory that it is run in
  /// @param env the unit's own variables
  public void check(Command command, Place place, Path directory, Map<String, String> env) {
    String program = command.program();
    try {
      if (program.contains("/")) {
        Path file = directory.resolve(program);
        if (!executable(file)) {
          problems.warn(
              place, file + (Files.exists(file) ? " is not executable" : " is not there"), "");
        }
      } else if (!onPath(program, directory, env)) {
        problems.warn(place, "'" + program + "' is not on PATH", "");
      }
    } catch (InvalidPathException unfit) {
      problems.warn(place, "'" + program + "' is not a path: " + unfit.getReason(), "");
    }
  }

  private boolean onPath(String program, Path directory, Map<String, String> env) {
    String path = env.getOrDefault("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin"));
    for (String folder : path.split(":", -1)) {
      if (executable(directory.resolve(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
