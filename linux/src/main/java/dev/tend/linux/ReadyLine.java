package dev.tend.linux;

import dev.tend.core.process.Notice;
import dev.tend.core.process.RunId;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One run's wait for the line that shows that it is ready. For one thread at a time.
final class ReadyLine {

  /// One log, how far it was read, and whether what comes next goes on with a line that has begun.
  private static final class Log {
    private final LogStart start;
    private String position;
    private boolean midLine;

    Log(LogStart start) {
      this.start = start;
      this.position = start.position();
    }
  }

  private final RunId run;
  private final ReadyPattern pattern;
  private final List<Log> logs;

  ReadyLine(RunId run, ReadyPattern pattern, List<LogStart> starts) {
    this.run = run;
    this.pattern = pattern;
    this.logs = starts.stream().map(Log::new).toList();
  }

  /// What became of the wait.
  ///
  /// @param verdict what is to be told, if it is over
  /// @param more whether there may be more to read at once
  record Progress(Optional<KernelEvent> verdict, boolean more) {}

  /// Reads on, a little of each log, so that others get their turn.
  Progress read() {
    try {
      boolean more = false;
      for (Log log : logs) {
        List<LogPiece> pieces = next(log);
        more |= !pieces.isEmpty();
        for (LogPiece piece : pieces) {
          Optional<KernelEvent> verdict = look(log, piece);
          if (verdict.isPresent()) {
            return new Progress(verdict, false);
          }
        }
      }
      return new Progress(Optional.empty(), more);
    } catch (IOException unreadable) {
      return never("its output cannot be read: " + unreadable.getMessage());
    }
  }

  /// Between two readings no file is open: most wait longer than they read.
  private static List<LogPiece> next(Log log) throws IOException {
    try (LogTail tail = LogTail.after(log.start.file(), log.position)) {
      List<LogPiece> pieces = tail.next();
      log.position = tail.position();
      return pieces;
    }
  }

  private Optional<KernelEvent> look(Log log, LogPiece piece) {
    if (!(piece instanceof LogPiece.Text(String text, boolean ended, String _))) {
      return Optional.empty();
    }
    boolean begins = !log.midLine;
    log.midLine = !ended;
    if (!begins) {
      return Optional.empty();
    }
    String line = log.start.stamped() ? ReadyPattern.withoutStamp(text) : text;
    return switch (pattern.look(line)) {
      case MATCHES -> Optional.of(new KernelEvent.Ready(run, "it wrote '" + shown(line) + "'"));
      case DIFFERS -> Optional.empty();
      case TOO_SLOW ->
          never("its readiness pattern takes too long on '" + shown(line) + "'").verdict();
    };
  }

  private Progress never(String why) {
    return new Progress(Optional.of(new KernelEvent.NeverReady(run, why)), false);
  }

  /// A line for people: no colours, no bells, no more than a status has.
  private static String shown(String line) {
    String plain = line.replaceAll("\\e\\[[0-9;]*[A-Za-z]|\\p{Cntrl}", "").strip();
    int max = Notice.Status.CHARS_MAX;
    return plain.length() > max ? plain.substring(0, max - 1) + "…" : plain;
  }
}
