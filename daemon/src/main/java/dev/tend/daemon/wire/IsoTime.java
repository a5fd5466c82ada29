package dev.tend.daemon.wire;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// A moment as the API writes it: ISO 8601 in UTC with milliseconds, `2026-11-21T08:00:00.000Z`.
public record IsoTime(Instant instant) {

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  public static String of(Instant instant) {
    return new IsoTime(instant).toString();
  }

  @Override
  public String toString() {
    return MILLISECONDS.format(instant);
  }
}
