package dev.tend.linux;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The changes that rotation and compression make on the disk, each of them whole or not at all: a
/// daemon may die between any two.
interface LogDisk {

  LogDisk REAL =
      new LogDisk() {
        @Override
        public void move(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path file) throws IOException {
          Files.deleteIfExists(file);
        }

        @Override
        public OutputStream create(Path file) throws IOException {
          Files.deleteIfExists(file);
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
          return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE));
        }
      };

  /// Renames a file, which takes the place of one that is there.
  void move(Path from, Path to) throws IOException;

  /// Deletes a file if it is there.
  void delete(Path file) throws IOException;

  /// Begins a file, in the place of one that is there.
  OutputStream create(Path file) throws IOException;
}
