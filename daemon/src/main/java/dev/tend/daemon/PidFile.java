package dev.tend.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file with the daemon's pid, there for as long as the daemon is. Readers see a whole number or
/// no file, never half of one; who may run a second daemon is not decided here (see [RuntimeLock]).
final class PidFile implements AutoCloseable {

  private final Path file;
  private final String text;

  private PidFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /// Writes the pid of this process, over that of an earlier daemon too.
  static PidFile write(Path file) throws Refusal {
    long pid = ProcessHandle.current().pid();
    Path whole = file.toAbsolutePath().normalize();
    Path half = whole.resolveSibling(whole.getFileName() + "." + pid);
    try {
      Files.writeString(half, pid + "\n");
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
      return new PidFile(whole, pid + "\n");
    } catch (NoSuchFileException missing) {
      throw new Refusal(
          "cannot write the pid file " + file + ": there is no folder " + whole.getParent());
    } catch (IOException failed) {
      throw new Refusal("cannot write the pid file " + file + ": " + failed);
    }
  }

  /// Removes the file, unless it has become that of another daemon.
  @Override
  public void close() throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      Files.delete(file);
    }
  }
}
