package dev.tend.daemon.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file of one registered unit: there whole or not at all, whenever the machine stops.
record UnitFile(Path path) {

  /// Commands and environments hold secrets.
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// What it holds; empty if it is not there.
  Optional<String> text() throws IOException {
    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  /// Replaces what it holds; nothing removes it.
  void put(Optional<String> text) throws IOException {
    if (text.isPresent()) {
      write(text.get());
    } else {
      Files.deleteIfExists(path);
      syncFolder();
    }
  }

  private void write(String text) throws IOException {
    Path folder = path.resolveSibling("").toAbsolutePath();
    Files.createDirectories(folder, PRIVATE_FOLDER);
    // The dot keeps readers of the folder from taking it for a unit.
    Path fresh = folder.resolve("." + path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PRIVATE_FILE);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException full) {
      Files.deleteIfExists(fresh);
      throw full;
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
  }

  /// A name is durable only when its folder is (rename(2)).
  private void syncFolder() throws IOException {
    Path folder = path.resolveSibling("").toAbsolutePath();
    if (Files.isDirectory(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
