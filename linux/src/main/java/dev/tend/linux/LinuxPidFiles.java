package dev.tend.linux;

import dev.tend.engine.PidFiles;
import dev.tend.linux.SmallFiles.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Pid files as every init script knows them.
final class LinuxPidFiles implements PidFiles {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final SmallFiles files;
  private final WholeFile wholeFile;
  private final ProcReader proc;

  LinuxPidFiles(Libc libc, SmallFiles files, ProcReader proc) {
    this.files = files;
    this.wholeFile = new WholeFile(libc);
    this.proc = proc;
  }

  /// What a file names.
  sealed interface Named {
    record Pid(int number) implements Named {}

    record NoFile() implements Named {}

    record Garbage() implements Named {}

    record Unreadable(String errno) implements Named {}
  }

  /// The pid on the first line; what follows it is of no concern.
  Named read(String path) {
    return switch (files.readStart(path)) {
      case Content.Unreadable(int errno) ->
          errno == Errno.ENOENT ? new Named.NoFile() : new Named.Unreadable(Errno.name(errno));
      case Content.Text(String text) -> {
        String line = text.lines().findFirst().orElse("").strip();
        yield NUMBER.matcher(line).matches() && Integer.parseInt(line) > 0
            ? new Named.Pid(Integer.parseInt(line))
            : new Named.Garbage();
      }
    };
  }

  @Override
  public Optional<String> write(String path, int pid, boolean yields) {
    if (read(path) instanceof Named.Pid(int named) && (named == pid || (yields && lives(named)))) {
      return Optional.empty();
    }
    int result = wholeFile.writeForAll(path, pid + "\n");
    if (result == -Errno.ENOENT && makeFolder(Path.of(path).resolveSibling(""))) {
      result = wholeFile.writeForAll(path, pid + "\n");
    }
    return result >= 0
        ? Optional.empty()
        : Optional.of("cannot write the pid file " + path + ": " + Errno.name(-result));
  }

  /// A folder under `/run` is gone with each boot, and nobody but its daemon makes it again.
  private static boolean makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      return true;
    } catch (IOException unmakeable) {
      return false;
    }
  }

  @Override
  public void erase(String path, OptionalInt pid) {
    if (read(path) instanceof Named.Pid(int named)
        && (pid.equals(OptionalInt.of(named)) || !lives(named))) {
      wholeFile.remove(path);
    }
  }

  private boolean lives(int pid) {
    return proc.stat(pid).filter(process -> !process.ended()).isPresent();
  }
}
