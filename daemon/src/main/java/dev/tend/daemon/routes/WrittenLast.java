package dev.tend.daemon.routes;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.why.LastWords;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.engine.Engine;
import dev.tend.engine.Output;
import dev.tend.linux.LogPiece;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads from logs what processes wrote before they ended.
///
/// Runs of one instance share a log, so a file that was not written to since the last one began
/// tells of an earlier one, and is not read.
record WrittenLast(Engine engine, Logs logs) implements LastWords {

  private static final Logger LOG = System.getLogger(WrittenLast.class.getName());

  /// The kernel dates a file by its last tick, 10 ms at the most before.
  private static final Duration TICK = Duration.ofMillis(10);

  /// Lines that say nothing are passed over, so a few more are read.
  private static final int READ_LINES = 4 * LINES_MAX;

  @Override
  public List<String> of(InstanceView instance) {
    Optional<Instant> began = began(instance.id());
    for (Output.Stream stream : List.of(Output.Stream.STDERR, Output.Stream.STDOUT)) {
      LogName name = new LogName(Writer.of(instance.id()), stream);
      Optional<Path> file = logs.file(name.writer(), stream);
      List<String> lines = file.map(path -> read(name, path, began)).orElse(List.of());
      if (!lines.isEmpty()) {
        return lines;
      }
    }
    return List.of();
  }

  /// When its last run began, as far as that is remembered.
  private Optional<Instant> began(InstanceId id) {
    return engine.feed().after(engine.feed().origin()).entries().reversed().stream()
        .filter(entry -> entry.instance().filter(id::equals).isPresent())
        .filter(entry -> entry.to().filter(StateName.STARTING::equals).isPresent())
        .map(Entry::at)
        .findFirst();
  }

  private static List<String> read(LogName name, Path file, Optional<Instant> began) {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (began.filter(start -> written.isBefore(start.minus(TICK))).isPresent()) {
        return List.of();
      }
      List<LogPiece> pieces = new ArrayList<>();
      LogReader.last(name, file, READ_LINES).readLines(READ_LINES, pieces::addAll);
      return lines(pieces);
    } catch (IOException unreadable) {
      LOG.log(Level.WARNING, "{0} cannot be read: {1}", file, unreadable.getMessage());
      return List.of();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<String> lines(List<LogPiece> pieces) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (LogPiece piece : pieces) {
      if (piece instanceof LogPiece.Text(String text, boolean ended, String _)) {
        line.append(text);
        if (ended) {
          add(lines, line);
        }
      }
    }
    add(lines, line);
    return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
  }

  /// One that says something, without what could move a terminal's cursor.
  private static void add(List<String> lines, StringBuilder line) {
    String plain = line.toString().replaceAll("\\p{Cntrl}", " ").stripTrailing();
    line.setLength(0);
    if (!plain.isEmpty()) {
      int max = Finding.DETAIL_CHARS_MAX;
      lines.add(plain.length() <= max ? plain : plain.substring(0, max - 1) + "…");
    }
  }
}
