package dev.tend.daemon.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// A moment as the API writes it: ISO 8601 in UTC with milliseconds, `2026-11-21T08:00:00.000Z`.
public record IsoTime(Instant instant) {

  /// Between these a year has four digits and no sign.
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  public static String of(Instant instant) {
    return new IsoTime(instant).toString();
  }

  /// By its digits, which is several times as quick as a formatter: a forecast has a hundred
  /// thousand of them.
  @Override
  public String toString() {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      return MILLISECONDS.format(instant);
    }
    LocalDateTime at =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder("yyyy-mm-ddThh:mm:ss.SSSZ".length());
    digits(text, at.getYear() / 100);
    digits(text, at.getYear() % 100).append('-');
    digits(text, at.getMonthValue()).append('-');
    digits(text, at.getDayOfMonth()).append('T');
    digits(text, at.getHour()).append(':');
    digits(text, at.getMinute()).append(':');
    digits(text, at.getSecond()).append('.');
    int milliseconds = at.getNano() / 1_000_000;
    digits(text, milliseconds / 10).append((char) ('0' + milliseconds % 10));
    return text.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
