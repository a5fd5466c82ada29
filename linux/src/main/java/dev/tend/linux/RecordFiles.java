package dev.tend.linux;

import dev.tend.linux.SmallFiles.Content;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Records as files: each is there whole or not at all, and what is no record of ours is set aside
/// and said, never guessed at.
final class RecordFiles {

  private static final Logger LOG = System.getLogger(RecordFiles.class.getName());
  private static final String ASIDE = ".corrupt";

  private final SmallFiles files;
  private final WholeFile wholeFile;
  private final List<String> setAside = new ArrayList<>();
  private boolean failing;

  RecordFiles(Libc libc, SmallFiles files) {
    this.files = files;
    this.wholeFile = new WholeFile(libc);
  }

  void write(Path path, String text) {
    report(wholeFile.write(path.toString(), text), path);
  }

  /// To outlive a power failure too.
  void writeDurably(Path path, String text) {
    report(wholeFile.writeDurably(path.toString(), text), path);
  }

  /// Whether it was there or not.
  void remove(Path path) {
    int result = wholeFile.remove(path.toString());
    report(result == -Errno.ENOENT ? 0 : result, path);
  }

  /// @throws IllegalArgumentException if it cannot be read
  String read(Path path) {
    return switch (files.read(path.toString())) {
      case Content.Text content -> content.utf8();
      case Content.Unreadable(int errno) ->
          throw new IllegalArgumentException("read: " + Errno.name(errno));
    };
  }

  /// Hands each record of a folder on, in the order of their names. One that `reader` throws an
  /// `IllegalArgumentException` for is set aside.
  ///
  /// @return those that were
  List<Path> readAll(Path folder, Consumer<Path> reader) {
    List<Path> corrupt = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        String name = String.valueOf(path.getFileName());
        if (name.endsWith(".new")) {
          // Its writer died before it took its name.
          wholeFile.remove(path.toString());
        } else if (!name.endsWith(ASIDE) && !isRead(path, reader)) {
          corrupt.add(path);
        }
      }
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "no earlier record is known: cannot list " + folder, unreadable);
      setAside.add("no earlier record is known: cannot list " + folder + ": " + unreadable);
    }
    return corrupt;
  }

  /// Whether the reader took it; otherwise it is set aside.
  boolean isRead(Path path, Consumer<Path> reader) {
    try {
      reader.accept(path);
      return true;
    } catch (IllegalArgumentException corrupt) {
      setAside(path, String.valueOf(corrupt.getMessage()));
      return false;
    }
  }

  private void setAside(Path path, String why) {
    Path aside = aside(path);
    String sentence = path + " is no record of ours, kept as " + aside.getFileName() + ": " + why;
    LOG.log(Level.WARNING, sentence);
    setAside.add(sentence);
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      LOG.log(Level.WARNING, "cannot set " + path + " aside", stays);
    }
  }

  private static Path aside(Path path) {
    return path.resolveSibling(path.getFileName() + ASIDE);
  }

  /// When one that is set aside by now was written; the epoch where nobody can tell.
  static Instant writtenAt(Path corrupt) {
    try {
      return Files.getLastModifiedTime(aside(corrupt)).toInstant();
    } catch (IOException unknown) {
      return Instant.EPOCH;
    }
  }

  /// A sentence for each that was set aside.
  List<String> setAside() {
    return List.copyOf(setAside);
  }

  /// Says once that the disk does not take it, and once that it does again.
  private void report(int result, Path path) {
    if (result < 0 && !failing) {
      LOG.log(
          Level.ERROR,
          "cannot write {0}: {1}; a daemon that starts now would not know of what changes",
          path,
          Errno.name(-result));
    } else if (result >= 0 && failing) {
      LOG.log(Level.INFO, "{0} can be written again", path);
    }
    failing = result < 0;
  }
}
