package dev.tend.daemon.provisr;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.daemon.routes.Logs;
import dev.tend.engine.Output;
import dev.tend.linux.LogPiece;
import dev.tend.linux.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The last lines of one process, of both streams, numbered as they were read.
final class NumberedLines {

  /// As many as provisr keeps.
  private static final int LINES_MAX = 500;

  /// A client that wants more pages on.
  private static final int LIMIT_MAX = 1_000;

  private final Deque<Map<String, Object>> lines = new ArrayDeque<>();
  private final Map<Output.Stream, String> positions = new EnumMap<>(Output.Stream.class);
  private long next;

  /// Takes in what was written since the last time.
  void readOn(InstanceId id, Logs logs) throws IOException {
    Set<Path> read = new HashSet<>();
    for (Output.Stream stream : Output.Stream.values()) {
      Optional<Path> file = logs.file(Writer.of(id), stream);
      // Where stderr goes into the file of stdout nobody can tell them apart.
      if (file.isPresent() && read.add(file.get())) {
        readOn(stream, file.get());
      }
    }
  }

  private void readOn(Output.Stream stream, Path file) throws IOException {
    String known = positions.get(stream);
    try (LogTail tail =
        known == null ? LogTail.last(file, LINES_MAX) : LogTail.after(file, known)) {
      List<LogPiece> pieces = tail.next();
      while (!pieces.isEmpty()) {
        pieces.forEach(piece -> take(stream, piece));
        pieces = tail.next();
      }
      positions.put(stream, tail.position());
    }
  }

  private void take(Output.Stream stream, LogPiece piece) {
    if (piece instanceof LogPiece.Text text) {
      lines.add(Map.of("offset", next++, "stream", stream.text(), "text", text.text()));
      if (lines.size() > LINES_MAX) {
        lines.removeFirst();
      }
    }
  }

  /// @param since a number that this daemon never gave is an earlier one's, and means all
  Map<String, Object> from(long since, int limit) {
    long first = since > next ? 0 : since;
    int most = limit <= 0 ? LINES_MAX : Math.min(limit, LIMIT_MAX);
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> line : lines) {
      if (found.size() < most && (long) line.getOrDefault("offset", 0L) >= first) {
        found.add(line);
      }
    }
    long after = found.isEmpty() ? next : (long) found.getLast().getOrDefault("offset", 0L) + 1;
    return Map.of("lines", found, "next", after);
  }
}
