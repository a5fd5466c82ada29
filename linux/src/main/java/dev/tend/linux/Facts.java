package dev.tend.linux;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The text of a record: a named fact a line, `attempt=3`. Whatever a value holds, it is one line.
final class Facts {

  private final Map<String, String> values = new LinkedHashMap<>();

  void put(String name, String value) {
    values.put(name, value);
  }

  void put(String name, Instant at) {
    put(name, TimeText.of(at));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(line(value)).append('\n'));
    return text.toString();
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if a line names no fact, or the last one is torn
  static Facts parse(String text) {
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new IllegalArgumentException("its last line is torn");
    }
    Facts facts = new Facts();
    text.lines()
        .forEach(line -> {
          int equals = line.indexOf('=');
          if (equals <= 0) {
            throw new IllegalArgumentException("'" + line + "' is no fact");
          }
          facts.put(line.substring(0, equals), value(line.substring(equals + 1)));
        });
    return facts;
  }

  /// @throws IllegalArgumentException if it is not there
  String get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("it does not say " + name));
  }

  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  long number(String name) {
    return Long.parseLong(get(name));
  }

  int count(String name) {
    return Integer.parseInt(get(name));
  }

  Instant instant(String name) {
    return time(get(name));
  }

  /// @throws IllegalArgumentException if it is no time
  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException("'" + text + "' is no time", notATime);
    }
  }

  /// @throws IllegalArgumentException if it is no date and time
  static LocalDateTime date(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeException notADate) {
      throw new IllegalArgumentException("'" + text + "' is no date", notADate);
    }
  }

  /// @throws IllegalArgumentException if it is no duration
  static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException notADuration) {
      throw new IllegalArgumentException("'" + text + "' is no duration", notADuration);
    }
  }

  private static String line(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String value(String line) {
    if (line.indexOf('\\') < 0) {
      return line;
    }
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        value.append(
            switch (line.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> line.charAt(i);
            });
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
