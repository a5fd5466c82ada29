package dev.tend.daemon.routes;

import dev.tend.linux.LogPiece;
import dev.tend.linux.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One reader's place in one log.
///
/// Between two readings it holds the place only, not the file: whoever follows a thousand units
/// should cost neither two thousand descriptors nor their buffers. Where a file is rotated in the
/// meantime the place leads into the rotated one.
final class LogReader {

  private final LogName name;
  private final Path file;
  private String position;

  private LogReader(LogName name, Path file, String position) {
    this.name = name;
    this.file = file;
    this.position = position;
  }

  static LogReader last(LogName name, Path file, int lines) throws IOException {
    try (LogTail tail = LogTail.last(file, lines)) {
      return new LogReader(name, file, tail.position());
    }
  }

  static LogReader after(LogName name, Path file, String position) {
    return new LogReader(name, file, position);
  }

  LogName name() {
    return name;
  }

  Path file() {
    return file;
  }

  String position() {
    return position;
  }

  /// Hands on what came since the last time, batch by batch; each moves the place on before it is
  /// handed on.
  void read(Taker taker) throws IOException, InterruptedException {
    try (LogTail tail = LogTail.after(file, position)) {
      List<LogPiece> pieces = tail.next();
      while (!pieces.isEmpty()) {
        take(pieces, taker);
        pieces = tail.next();
      }
      position = tail.position();
    }
  }

  /// Hands on at most so many lines, the last of which may not be finished, and does not wait for
  /// more. What is written after the place was found counts like the rest, so that a writer that is
  /// quick does not make more of them than were asked for.
  void readLines(int linesMax, Taker taker) throws IOException, InterruptedException {
    try (LogTail tail = LogTail.after(file, position)) {
      int left = linesMax;
      List<LogPiece> pieces = tail.next();
      while (left > 0 && !pieces.isEmpty()) {
        List<LogPiece> wanted = firstLines(pieces, left);
        take(wanted, taker);
        left -= lineEnds(wanted);
        pieces = tail.next();
      }
      Optional<LogPiece> rest = tail.unfinished();
      if (left > 0 && rest.isPresent()) {
        take(List.of(rest.get()), taker);
      }
    }
  }

  private static List<LogPiece> firstLines(List<LogPiece> pieces, int linesMax) {
    int left = linesMax;
    int end = 0;
    while (end < pieces.size() && left > 0) {
      left -= endsLine(pieces.get(end++)) ? 1 : 0;
    }
    return pieces.subList(0, end);
  }

  private static int lineEnds(List<LogPiece> pieces) {
    return (int) pieces.stream().filter(LogReader::endsLine).count();
  }

  private static boolean endsLine(LogPiece piece) {
    return switch (piece) {
      case LogPiece.Text text -> text.ended();
      case LogPiece.Missed _ -> false;
    };
  }

  private void take(List<LogPiece> pieces, Taker taker) throws InterruptedException {
    taker.take(pieces);
    position = pieces.getLast().position();
  }

  /// Where the pieces go.
  @FunctionalInterface
  interface Taker {
    void take(List<LogPiece> pieces) throws InterruptedException;
  }
}
