package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The pid files that Tend gives to commands that are followed: `<runtime>/pid/<unit>.<instance>`.
///
/// The folder is closed to others, so that nobody else can say whom to watch, and to kill. None is
/// there when its command starts.
record GivenFiles(Optional<Path> runtime) {

  private static final String FOLDER = "pid";

  /// Where the process that is followed is named.
  Optional<String> path(Follow follow, InstanceId instance) {
    Optional<InstancePath> own = follow.file();
    return own.isPresent()
        ? own.map(path -> path.of(instance))
        : runtime.map(folder -> folder.resolve(FOLDER).resolve(instance.toString()).toString());
  }

  /// The value of [Follow#VARIABLE] for a command.
  Sought<String> prepare(Follow follow, LaunchPlan plan) {
    Optional<String> path = path(follow, plan.instance());
    if (path.isEmpty()) {
      return Sought.missing(
          "open", Errno.ENOENT, plan.run().text(), "there is no folder for its pid file");
    }
    if (follow.file().isEmpty() && plan.kind() == RunKind.MAIN) {
      try {
        Files.createDirectories(
            Path.of(path.get()).resolveSibling(""),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(Path.of(path.get()));
      } catch (IOException refused) {
        return new Sought.Missing<>(
            new SpawnFault("unlink", "refused", path.get(), String.valueOf(refused.getMessage())));
      }
    }
    return new Sought.Found<>(path.get());
  }
}
