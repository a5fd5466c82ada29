package dev.tend.linux;

import dev.tend.linux.RecordPlaces.Found;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Records as files hold them: each is there whole or not at all, and what is no record of ours is
/// set aside and said, never guessed at.
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

  /// To outlive a power failure too.
  void writeDurably(Path path, String text) {
    report(wholeFile.writeDurably(path.toString(), text), path);
  }

  /// @throws IllegalArgumentException if it cannot be read
  String read(Path path) {
    return switch (files.read(path.toString())) {
      case Content.Text content -> content.utf8();
      case Content.Unreadable(int errno) ->
          throw new IllegalArgumentException("read: " + Errno.name(errno));
    };
  }

  /// Hands each record on. One that `reader` throws an `IllegalArgumentException` for is set aside
  /// with what is no record at all: in a copy of the whole file.
  ///
  /// @return the keys of those that were, as far as they are known
  List<String> readAll(RecordPlaces places, BiConsumer<String, String> reader) {
    List<String> corrupt = new ArrayList<>();
    try {
      for (Found found : places.read()) {
        switch (found) {
          case Found.Whole(String key, String text) -> {
            try {
              reader.accept(key, text);
            } catch (IllegalArgumentException foreign) {
              keepCopy(places, key + ": " + foreign.getMessage(), corrupt.isEmpty());
              report(places.remove(key), places.file());
              corrupt.add(key);
            }
          }
          case Found.Broken broken -> {
            String key = broken.key().orElse("");
            keepCopy(places, key + ": " + broken.why(), corrupt.isEmpty());
            report(places.discard(broken), places.file());
            corrupt.add(key);
          }
        }
      }
    } catch (IOException unreadable) {
      LOG.log(Level.ERROR, "no earlier record is known: cannot read " + places.file(), unreadable);
      setAside.add("no earlier record is known: cannot read " + places.file() + ": " + unreadable);
    }
    return corrupt;
  }

  private void keepCopy(RecordPlaces places, String what, boolean first) {
    Path file = places.file();
    Path aside = aside(file);
    say(file + " holds what is no record of ours, kept in " + aside.getFileName() + ": " + what);
    if (first) {
      try {
        Files.copy(
            file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      } catch (IOException unwritable) {
        LOG.log(Level.WARNING, "cannot keep a copy of " + file, unwritable);
      }
    }
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
    say(path + " is no record of ours, kept as " + aside.getFileName() + ": " + why);
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      LOG.log(Level.WARNING, "cannot set " + path + " aside", stays);
    }
  }

  private void say(String sentence) {
    LOG.log(Level.WARNING, sentence);
    setAside.add(sentence);
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
  void report(int result, Path path) {
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
