package dev.tend.cli;

import dev.tend.cli.terminal.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The times of the wire, which are ISO 8601 in UTC, as somebody here and now wants to read them.
record WireTime(Clock clock) {

  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter ANOTHER_DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /// How long ago: `3m12s`.
  String age(String at) {
    return instant(at)
        .map(then -> DurationText.ofAge(Duration.between(then, clock.instant())))
        .orElse(at);
  }

  /// From one time to another: `1.2s`.
  String between(String from, String to) {
    return instant(from)
        .flatMap(start -> instant(to).map(end -> Duration.between(start, end)))
        .map(DurationText::of)
        .orElse("-");
  }

  /// How long until then: `200ms`; nothing once it has passed.
  Optional<String> until(String at) {
    return instant(at)
        .map(then -> Duration.between(clock.instant(), then))
        .filter(Duration::isPositive)
        .map(DurationText::of);
  }

  /// By the clock on the wall: `14:03:22`, with the date where it is not today.
  String local(String at) {
    return instant(at).map(this::local).orElse(at);
  }

  private String local(Instant then) {
    ZonedDateTime local = then.atZone(clock.getZone());
    LocalDate today = LocalDate.now(clock);
    return (local.toLocalDate().equals(today) ? TODAY : ANOTHER_DAY).format(local);
  }

  /// A daemon of another make may write times that are none; they are shown as they are.
  static Optional<Instant> instant(String at) {
    try {
      return Optional.of(Instant.parse(at));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }
}
