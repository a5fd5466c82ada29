package dev.tend.linux;

import dev.tend.core.spec.LogRule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names of a log and of what was rotated out of it: `<file>`, `<file>.1` (the newest), `.2`,
/// …, each of these with `.gz` once it is compressed.
///
/// Two threads rename: the pump shifts all numbers by one when a file is full, the compressor puts
/// a compressed file in the place of a plain one. Each does so holding the monitor of this object,
/// for a few renames and never for reading or writing content, so that the pump waits microseconds
/// at most and neither sees the other's work half done. In between, numbers move on under the
/// compressor; so it knows a file by its *generation* (the how-manieth rotation made it), from
/// which the number that it has by now follows.
///
/// Whatever moment a daemon dies at, the names tell the next one all: a `.gz` name exists only for
/// a complete file, because the work is done under `<file>.gz.tmp`; a plain file beside its `.gz`
/// was about to be deleted; a plain one alone has still to be compressed. At no moment is content
/// without a name.
///
/// What was last written to too long ago is deleted from the highest number down, by the
/// compressor's thread too, which therefore never has such a file under its hands.
final class LogNames {

  private static final Logger LOG = System.getLogger(LogNames.class.getName());

  private final Path file;
  private final LogDisk disk;
  private int keep;
  private Duration keepFor = Duration.ZERO;
  private boolean compress;

  /// Since this object was made. Files that were there before have generations of 0 and less.
  private int rotations;

  /// Who still relies on this object: the stream that writes the file, and each piece of work that
  /// the compressor has to do. As long as anybody does, there must be no second one for the path.
  private int users;

  LogNames(Path file) {
    this(file, LogDisk.REAL);
  }

  LogNames(Path file, LogDisk disk) {
    this.file = file;
    this.disk = disk;
  }

  LogDisk disk() {
    return disk;
  }

  Path file() {
    return file;
  }

  /// Deletes a log that nobody writes any more, with what was rotated out of it. What cannot be
  /// deleted stays, and costs its place on the disk.
  static void delete(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob(name))) {
      for (Path one : found) {
        String rest = one.getFileName().toString().substring(name.length());
        if (rest.matches("(\\.[0-9]+(\\.gz(\\.tmp)?)?)?")) {
          Files.deleteIfExists(one);
        }
      }
    } catch (IOException stays) {
      LOG.log(Level.WARNING, "cannot delete the log " + file, stays);
    }
  }

  /// The name as it is, and whatever comes after it.
  private static String glob(String name) {
    return name.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0") + "*";
  }

  static Path numbered(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  static Path compressed(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number + ".gz");
  }

  synchronized void follow(LogRule rule) {
    this.keep = rule.keep();
    this.keepFor = rule.keepFor();
    this.compress = rule.compress();
  }

  synchronized boolean forgetsByAge() {
    return keepFor.isPositive();
  }

  /// Deletes the rotated files that were last written to too long ago, from the oldest on and up to
  /// the first that stays: whatever step it dies at, there is no gap in the numbers, and what is
  /// still there is what the next daemon begins with.
  synchronized void expire(Instant now) throws IOException {
    if (!forgetsByAge()) {
      return;
    }
    for (int number = last(); number >= 1; number--) {
      Path plain = numbered(file, number);
      Path compressed = compressed(file, number);
      if (stays(plain, now) || stays(compressed, now)) {
        return;
      }
      disk.delete(plain);
      disk.delete(compressed);
    }
  }

  /// What is no regular file is none of ours, whatever its name.
  private boolean stays(Path rotated, Instant now) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(rotated, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException absent) {
      return false;
    }
    Duration age = Duration.between(found.lastModifiedTime().toInstant(), now);
    return !found.isRegularFile() || age.compareTo(keepFor) <= 0;
  }

  /// Gives the current file the number 1, after all others moved on by one and those beyond `keep`
  /// were deleted.
  ///
  /// @return the generation to compress, if files are to be compressed
  synchronized Optional<Integer> rotate() throws IOException {
    int used = used();
    for (int number = used; number >= Math.max(keep, 1); number--) {
      disk.delete(numbered(file, number));
      disk.delete(compressed(file, number));
    }
    for (int number = Math.min(used, keep - 1); number >= 1; number--) {
      if (Files.exists(compressed(file, number))) {
        // An earlier daemon died before it deleted the plain one. Moved apart from its compressed
        // one, it would be there twice.
        disk.delete(numbered(file, number));
      }
      move(numbered(file, number), numbered(file, number + 1));
      move(compressed(file, number), compressed(file, number + 1));
    }
    if (keep == 0) {
      disk.delete(file);
    } else {
      move(file, numbered(file, 1));
    }
    rotations++;
    return compress && keep > 0 ? Optional.of(rotations) : Optional.empty();
  }

  /// Whether an earlier daemon may have left something half done: three looks, since the newest
  /// file is compressed last, and one that died while it shifted left the first number free.
  synchronized boolean hasLeftovers() {
    return Files.exists(unfinished())
        || (compress && (Files.exists(numbered(file, 1)) || Files.exists(numbered(file, 2))));
  }

  /// Finishes what an earlier daemon left half done.
  ///
  /// @return the generations that have still to be compressed, the oldest first
  synchronized List<Integer> recover() throws IOException {
    disk.delete(unfinished());
    List<Integer> plain = new ArrayList<>();
    for (int number = last(); number >= 1; number--) {
      if (Files.exists(compressed(file, number))) {
        disk.delete(numbered(file, number));
      } else if (compress && Files.exists(numbered(file, number))) {
        plain.add(rotations + 1 - number);
      }
    }
    return plain;
  }

  /// The content of a generation, if it is still kept and not compressed.
  synchronized Optional<InputStream> open(int generation) throws IOException {
    Path plain = numbered(file, number(generation));
    return isKept(generation) && Files.exists(plain)
        ? Optional.of(Files.newInputStream(plain))
        : Optional.empty();
  }

  /// What a generation is known by, once it is compressed too.
  synchronized String identity(int generation, OutputCalls calls) {
    return calls
        .stat(numbered(file, number(generation)).toString())
        .map(LogStat::identity)
        .orElse("");
  }

  synchronized boolean isKept(int generation) {
    return number(generation) <= keep;
  }

  /// Puts the finished compressed file in the place of the plain one, with its time of last change.
  synchronized void publish(int generation) throws IOException {
    if (isKept(generation)) {
      Path plain = numbered(file, number(generation));
      if (Files.exists(plain)) {
        Files.setLastModifiedTime(unfinished(), Files.getLastModifiedTime(plain));
      }
      move(unfinished(), compressed(file, number(generation)));
      disk.delete(plain);
    } else {
      disk.delete(unfinished());
    }
  }

  synchronized void use() {
    users++;
  }

  synchronized void leave() {
    users--;
  }

  synchronized boolean isUnused() {
    return users == 0;
  }

  /// The name under which a file is compressed; one at a time.
  Path unfinished() {
    return file.resolveSibling(file.getFileName() + ".gz.tmp");
  }

  private int number(int generation) {
    return rotations + 1 - generation;
  }

  /// The last number before the first that is free.
  private int used() {
    int number = 0;
    while (isUsed(number + 1)) {
      number++;
    }
    return number;
  }

  /// The last number of all: a daemon that died while it shifted left one free in between.
  private int last() {
    int number = used();
    while (isUsed(number + 1) || isUsed(number + 2)) {
      number++;
    }
    return number;
  }

  private boolean isUsed(int number) {
    return Files.exists(numbered(file, number)) || Files.exists(compressed(file, number));
  }

  private void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      disk.move(from, to);
    }
  }
}
