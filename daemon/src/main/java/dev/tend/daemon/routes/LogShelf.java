package dev.tend.daemon.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The places of one reader in all logs that it reads.
final class LogShelf {

  /// With more logs than these an event has no id to resume from: it would be longer than the line.
  private static final int RESUMABLE_MAX = 16;

  private final LogQuestion question;
  private final Logs logs;
  private final Instant began;
  private final SortedMap<LogName, LogReader> readers = new TreeMap<>();
  private final Map<LogName, LogReader> expected = new ConcurrentHashMap<>();

  LogShelf(LogQuestion question, Logs logs, Instant began) {
    this.question = question;
    this.logs = logs;
    this.began = began;
  }

  /// Finds the places to begin at.
  void begin(SortedSet<LogName> meant) throws IOException {
    for (LogName name : meant) {
      Optional<Path> file = logs.file(name.writer(), name.stream());
      if (file.isPresent()) {
        readers.put(name, first(name, file.get()));
      }
    }
  }

  private LogReader first(LogName name, Path file) throws IOException {
    Optional<String> left = question.resume().of(name);
    return left.isPresent()
        ? LogReader.after(name, file, left.get())
        : LogReader.last(name, file, question.lines());
  }

  /// Notes where logs end before anything of what is to come is written to them. On any thread.
  void expect(Opening opening) {
    opening
        .files()
        .forEach((stream, end) -> {
          LogName name = new LogName(opening.writer(), stream);
          expected.put(name, LogReader.after(name, end.file(), end.position()));
        });
  }

  /// Adds those that are new, or have another file by now.
  ///
  /// @return their names
  List<LogName> add(SortedSet<LogName> meant) throws IOException {
    List<LogName> added = new ArrayList<>();
    for (LogName name : meant) {
      Optional<Path> file = logs.file(name.writer(), name.stream());
      LogReader known = readers.get(name);
      if (file.isPresent() && (known == null || !known.file().equals(file.get()))) {
        readers.put(name, late(name, file.get()));
        added.add(name);
      }
    }
    return added;
  }

  /// A log that appears while somebody follows is new from its first line, unless its file is older
  /// than the following.
  private LogReader late(LogName name, Path file) throws IOException {
    LogReader noted = expected.remove(name);
    if (noted != null && noted.file().equals(file)) {
      return noted;
    }
    boolean isNew =
        !Files.exists(file)
            || Files.readAttributes(file, BasicFileAttributes.class)
                .creationTime()
                .toInstant()
                .isAfter(began);
    return LogReader.last(name, file, isNew ? Integer.MAX_VALUE : 0);
  }

  /// Those that are not meant any more.
  List<LogReader> remove(SortedSet<LogName> meant) {
    List<LogReader> gone =
        readers.values().stream().filter(reader -> !meant.contains(reader.name())).toList();
    gone.forEach(reader -> readers.remove(reader.name()));
    return gone;
  }

  Optional<LogReader> find(LogName name) {
    return Optional.ofNullable(readers.get(name));
  }

  List<LogReader> all() {
    return List.copyOf(readers.values());
  }

  /// What to resume from once `name` has been read up to `position`; empty with too many logs.
  Optional<LogPositions> positions(LogName name, String position) {
    if (readers.size() > RESUMABLE_MAX) {
      return Optional.empty();
    }
    SortedMap<String, String> byLog = new TreeMap<>();
    readers.values().forEach(each -> byLog.put(each.name().toString(), each.position()));
    byLog.put(name.toString(), position);
    return Optional.of(new LogPositions(byLog));
  }
}
