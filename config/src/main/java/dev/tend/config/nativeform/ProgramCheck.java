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
record ProgramCheck(Map<String, String> environment, Problems problems) {

  void check(ServiceDraft unit) {
    Place place = unit.fields().place(ServiceKeys.COMMAND);
    unit.fields()
        .find(ServiceKeys.COMMAND)
        .map(Command::program)
        .ifPresent(program -> check(unit, program, place));
  }

  private void check(ServiceDraft unit, String program, Place place) {
    try {
      if (program.contains("/")) {
        Path file = unit.directory().resolve(program);
        if (!executable(file)) {
          problems.warn(
              place, file + (Files.exists(file) ? " is not executable" : " is not there"), "");
        }
      } else if (!onPath(unit, program)) {
        problems.warn(place, "'" + program + "' is not on PATH", "");
      }
    } catch (InvalidPathException unfit) {
      problems.warn(place, "'" + program + "' is not a path: " + unfit.getReason(), "");
    }
  }

  private boolean onPath(ServiceDraft unit, String program) {
    String path =
        unit.env().getOrDefault("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin"));
    for (String folder : path.split(":", -1)) {
      if (executable(unit.directory().resolve(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
