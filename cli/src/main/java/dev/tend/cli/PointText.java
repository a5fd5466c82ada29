package dev.tend.cli;

import dev.tend.cli.terminal.DurationText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A point in what happened, as people write it, in the words of the daemon, which knows nothing of
/// where they are: `17:30`, `2026-11-21`, `2026-11-21 08:00`, `2h`, `#4711`.
record PointText(Clock clock) {

  /// For help.
  static final String FORMS = "2h ago as '2h', '17:30', '2026-11-21 08:00'";

  /// A time or a duration ago; empty if it is neither.
  Optional<String> time(String text) {
    // Some write `-2h`.
    String ago = text.startsWith("-") ? text.substring(1) : text;
    if (DurationText.parse(ago).isPresent()) {
      return Optional.of(ago);
    }
    try {
      return Optional.of(local(text.replace(' ', 'T')));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  /// The same, or the number of an event, with or without its sign.
  Optional<String> event(String text) {
    String number = text.startsWith("#") ? text.substring(1) : text;
    return number.matches("[0-9]{1,18}") ? Optional.of(number) : time(text);
  }

  private String local(String text) {
    if (text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")) {
      return OffsetDateTime.parse(text).toInstant().toString();
    }
    LocalDateTime local =
        text.contains("T")
            ? LocalDateTime.parse(text)
            : text.contains(":")
                ? LocalDate.now(clock).atTime(LocalTime.parse(text))
                : LocalDate.parse(text).atStartOfDay();
    return local.atZone(clock.getZone()).toInstant().toString();
  }
}
