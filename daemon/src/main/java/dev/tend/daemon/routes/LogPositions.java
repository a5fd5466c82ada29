package dev.tend.daemon.routes;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How far each log was read: the id of an event in a stream of output, from which a client that
/// lost its connection resumes. Written `web.1/stderr=…,web.1/stdout=…`.
///
/// @param byLog the position in each, by the name of the log as text
record LogPositions(SortedMap<String, String> byLog) {

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<log>[^=,/]+/(?:stdout|stderr|hook\\.[^=,/]+))=(?<position>[0-9a-f]*(?:-[0-9a-f]+)?:[0-9]{1,18})");

  static final LogPositions NONE = new LogPositions(new TreeMap<>());

  LogPositions {
    byLog = Collections.unmodifiableSortedMap(new TreeMap<>(byLog));
  }

  /// Reads an id; empty if it is none.
  static Optional<LogPositions> parse(String id) {
    SortedMap<String, String> byLog = new TreeMap<>();
    for (String entry : id.split(",", -1)) {
      var match = ENTRY.matcher(entry);
      if (!match.matches()) {
        return Optional.empty();
      }
      byLog.put(match.group("log"), match.group("position"));
    }
    return Optional.of(new LogPositions(byLog));
  }

  Optional<String> of(LogName log) {
    return Optional.ofNullable(byLog.get(log.toString()));
  }

  @Override
  public String toString() {
    return byLog.entrySet().stream()
        .map((Map.Entry<String, String> entry) -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
