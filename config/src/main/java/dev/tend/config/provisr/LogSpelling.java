package dev.tend.config.provisr;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Turns the nested spelling of `log` (`file.stdoutPath`) into the flat one (`stdout`), so that
/// both are read by the same keys, at the places where they stand.
final class LogSpelling {
  private static final Map<String, String> FLAT =
      Map.of(
          "stdoutPath", "stdout",
          "stderrPath", "stderr",
          "maxSizeMB", "max_size_mb",
          "maxBackups", "max_backups",
          "maxAgeDays", "max_age_days");

  private LogSpelling() {}

  static Node.Table flat(Node.Table log, Problems problems) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    log.entries()
        .forEach((name, entry) -> {
          boolean nested = name.equals("file") || name.equals("slog");
          if (nested && entry.value() instanceof Node.Table inner) {
            inner
                .entries()
                .forEach(
                    (key, value) -> put(FLAT.getOrDefault(key, key), value, entries, problems));
          } else {
            put(name, entry, entries, problems);
          }
        });
    return new Node.Table(log.place(), entries);
  }

  private static void put(
      String name, Node.Entry entry, SequencedMap<String, Node.Entry> into, Problems problems) {
    Node.Entry before = into.putIfAbsent(name, entry);
    if (before != null) {
      problems.add(
          entry.place(), "'" + name + "' is said twice: " + before.place() + " has it already");
    }
  }
}
