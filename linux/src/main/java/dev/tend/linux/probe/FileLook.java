package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import dev.tend.core.spec.Check;
import dev.tend.core.text.DurationText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// A look at a file or into a folder. It may block for as long as the disk does.
final class FileLook {

  /// How many entries of a folder are looked at: about a second's work on a slow disk.
  static final int ENTRIES_MAX = 100_000;

  private FileLook() {}

  static Finding at(Check.Look check, Instant now) {
    try {
      return switch (check) {
        case Check.FileExists(String path) -> exists(Path.of(path));
        case Check.FolderActivity(String path, Duration inactive, boolean recursive) ->
            new Folder(Path.of(path), inactive, recursive, now).finding();
        case Check.Http _, Check.Tcp _ ->
            throw new IllegalStateException("not to be asked of a file: " + check);
      };
    } catch (InvalidPathException invalid) {
      return Finding.bad("could not look: " + invalid.getMessage());
    }
  }

  private static Finding exists(Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Finding.good("found " + path);
    } catch (NoSuchFileException absent) {
      return Finding.bad("did not find " + path);
    } catch (IOException failed) {
      return Finding.bad("could not look for " + path, String.valueOf(failed.getMessage()));
    }
  }

  /// @param inactive an entry that was changed less than this before `now` shows that it is active
  private record Folder(Path path, Duration inactive, boolean recursive, Instant now) {

    Finding finding() {
      Deque<Path> ahead = new ArrayDeque<>();
      ahead.add(path);
      Instant newest = Instant.MIN;
      int seen = 0;
      while (!ahead.isEmpty()) {
        Path folder = ahead.remove();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          for (Path entry : entries) {
            Optional<BasicFileAttributes> attributes = attributes(entry);
            if (attributes.isEmpty()) {
              continue;
            }
            Instant changed = attributes.get().lastModifiedTime().toInstant();
            newest = changed.isAfter(newest) ? changed : newest;
            if (Duration.between(newest, now).compareTo(inactive) < 0) {
              return Finding.good("found a change in " + path);
            }
            if (++seen >= ENTRIES_MAX) {
              String within = "among the first " + ENTRIES_MAX + " entries";
              return Finding.bad("found no change in " + path + " " + within);
            }
            if (recursive && attributes.get().isDirectory()) {
              ahead.add(entry);
            }
          }
        } catch (NoSuchFileException absent) {
          if (folder.equals(path)) {
            return Finding.bad("did not find the folder " + path);
          }
        } catch (IOException | DirectoryIteratorException failed) {
          return Finding.bad("could not look into " + folder, String.valueOf(failed.getMessage()));
        }
      }
      return seen == 0
          ? Finding.bad("found nothing in " + path)
          : Finding.bad("found no change in " + path + " for " + age(newest));
    }

    private String age(Instant newest) {
      Duration age = Duration.between(newest, now);
      return DurationText.of(
          age.compareTo(Duration.ofSeconds(1)) < 0 ? age : Duration.ofSeconds(age.toSeconds()));
    }

    /// Of what may be gone by now.
    private static Optional<BasicFileAttributes> attributes(Path entry) {
      try {
        return Optional.of(
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
  }
}
