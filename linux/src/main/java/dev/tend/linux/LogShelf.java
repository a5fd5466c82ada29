package dev.tend.linux;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The files of a log as a reader finds them, while the pump may rename them at any moment.
///
/// Names mean nothing for long, so files are told apart by their identity, and every answer that
/// rests on two looks is checked by a third. Two facts make that enough: the pump renames from the
/// oldest file to the newest, and a file that is compressed carries its identity on.
///
/// For the thread that made it.
final class LogShelf implements AutoCloseable {

  /// The name without a number.
  static final int CURRENT = 0;

  static final int NOT_THERE = -1;

  /// Rotations that come between two looks; each try takes some microseconds, a rotation far
  /// longer.
  private static final int TRIES_MAX = 100;

  private final OutputCalls calls = new OutputCalls(Arena.ofConfined());
  private final Path file;

  LogShelf(Path file) {
    this.file = file;
  }

  /// Opens the file that has a number now.
  Optional<LogSource> open(int number) throws IOException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Optional<String> before = identity(number);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      Optional<LogSource> opened = openPresent(number, before.get());
      if (opened.isPresent()) {
        if (identity(number).equals(before)) {
          return opened;
        }
        opened.get().close();
      }
    }
    throw new IOException(file + " is rotated faster than it can be opened");
  }

  /// Opens a file by its identity.
  Optional<LogSource> open(String identity) throws IOException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      int number = number(identity);
      if (number == NOT_THERE) {
        return Optional.empty();
      }
      Optional<LogSource> opened = open(number);
      if (opened.isPresent()) {
        if (opened.get().identity().equals(identity)) {
          return opened;
        }
        opened.get().close();
      }
    }
    throw new IOException(file + " is rotated faster than it can be opened");
  }

  /// Opens the file that was begun after the one with this number and identity; empty when they do
  /// not belong together any more, or it is not there yet.
  Optional<LogSource> openNext(int number, String identity) throws IOException {
    int below = number - 1;
    boolean gap = below > CURRENT && identity(below).isEmpty();
    Optional<LogSource> next = open(gap ? below - 1 : below);
    boolean unmoved =
        identity(number).equals(Optional.of(identity)) && gap == identity(below).isEmpty();
    if (next.isPresent() && !unmoved) {
      next.get().close();
      return Optional.empty();
    }
    return next;
  }

  /// The number that a file has now, or [#NOT_THERE].
  int number(String identity) throws IOException {
    for (int number = CURRENT; !isBeyondLast(number); number++) {
      if (identity(number).equals(Optional.of(identity))) {
        return number;
      }
    }
    return NOT_THERE;
  }

  /// The oldest file that was begun after a file that is kept no more.
  int oldestAfter(String identity) throws IOException {
    long birth = LogStat.birth(identity);
    int oldest = CURRENT;
    for (int number = CURRENT + 1; !isBeyondLast(number); number++) {
      if (identity(number).filter(found -> LogStat.birth(found) > birth).isPresent()) {
        oldest = number;
      }
    }
    return oldest;
  }

  /// One number may be free: while files are renamed, and after a daemon died doing so.
  boolean isBeyondLast(int number) throws IOException {
    return number > CURRENT && identity(number).isEmpty() && identity(number + 1).isEmpty();
  }

  /// The size of the current file, if it is this one.
  Optional<Long> currentSize(String identity) {
    return calls
        .stat(file.toString())
        .filter(stat -> stat.identity().equals(identity))
        .map(LogStat::size);
  }

  /// The path under which a file lies uncompressed.
  Path plain(int number) {
    return number == CURRENT ? file : LogNames.numbered(file, number);
  }

  @Override
  public void close() {
    calls.close();
  }

  private Optional<String> identity(int number) throws IOException {
    Optional<LogStat> plain = calls.stat(plain(number).toString());
    if (plain.isPresent() || number == CURRENT) {
      return plain.map(LogStat::identity);
    }
    try (InputStream in = Files.newInputStream(LogNames.compressed(file, number))) {
      return Optional.of(identityOfCompressed(in, number));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /// Files that others compressed are known by their own inode.
  private String identityOfCompressed(InputStream in, int number) throws IOException {
    return LogGzip.identity(in)
        .or(() -> calls.stat(LogNames.compressed(file, number).toString()).map(LogStat::identity))
        .orElse("");
  }

  /// Empty if it was renamed in this moment.
  private Optional<LogSource> openPresent(int number, String identity) throws IOException {
    try {
      return Optional.of(new LogSource(identity, Files.newInputStream(plain(number))));
    } catch (NoSuchFileException compressed) {
      if (number == CURRENT) {
        return Optional.empty();
      }
    }
    try {
      InputStream in =
          new BufferedInputStream(Files.newInputStream(LogNames.compressed(file, number)));
      return Optional.of(new LogSource(identity, new GZIPInputStream(in)));
    } catch (NoSuchFileException renamed) {
      return Optional.empty();
    }
  }
}
