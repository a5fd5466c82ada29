package dev.tend.core.lifecycle;

import java.time.Duration;

/// Durations as operators write them: `1h30m`, `10s`, `250ms`.
public final class DurationText {

  private DurationText() {}

  /// The shortest form; below a minute it goes down to milliseconds, from there on to seconds, and
  /// anything finer is cut off.
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    }
    if (millis < 60_000 && millis % 1000 != 0) {
      return millis / 1000 + "." + trimmed(millis % 1000) + "s";
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static String trimmed(long millis) {
    String digits = String.format(java.util.Locale.ROOT, "%03d", millis);
    return digits.replaceAll("0+$", "");
  }
}
