package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A filesystem in memory that is soon full; only root can make one, and not in every container.
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /// Whether this host lets us.
  public static boolean canBeMade() throws IOException {
    Path folder = Files.createTempDirectory("disk");
    try {
      mount(folder, "64k").close();
      return true;
    } catch (IllegalStateException refused) {
      return false;
    } finally {
      Files.delete(folder);
    }
  }

  /// Mounts it over a folder, which is made if it is not there.
  public static SmallDisk mount(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + size, "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  public void grow(String size) {
    run("mount", "-o", "remount,size=" + size, folder.toString());
  }

  /// Goes at once for all who look; who has a file open keeps it.
  @Override
  public void close() {
    run("umount", "--lazy", folder.toString());
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(List.of(command) + ": " + said);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
