package dev.tend.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// One thing that comes by itself, as `forecast --json` and `GET /v1/forecast` list them.
///
/// @param at when, ISO 8601
/// @param unit whom it concerns
/// @param action `start`, `stop`, `switch` (to another version), `fire` or `skip`
/// @param because why, one clause
/// @param lastsMs how long such a run takes by experience, in milliseconds; none where that is not
///   known, and for what is no run
/// @param cut on the last one of a list that has as many as there may be: it is whole only before
///   this time, ISO 8601
@Json(naming = Json.Naming.LowerUnderscore)
public record ForecastItem(
    String at,
    String unit,
    String action,
    String because,
    @Nullable Long lastsMs,
    @Nullable String cut) {

  /// As many characters as the longest action has.
  public static final int ACTION_MAX = 6;

  private static final String SKIP = "skip";

  private static final String USUAL = "2026-10-24T00:30:00.000Z";

  /// Where the numbers of a usual time begin.
  private static final int[] PLACES = {0, 5, 8, 11, 14, 17, 20};

  public ForecastItem {
    at = Field.required(at, "at");
    unit = Field.required(unit, "unit");
    action = Field.required(action, "action");
    because = Field.required(because, "because");
  }

  /// When, read by its digits where it is written as the daemon does, ten times as quick as the
  /// JDK: a year of a hundred cron jobs has 36,500 of them.
  ///
  /// @throws java.time.DateTimeException if it is no time
  public Instant moment() {
    if (!isUsual()) {
      return Instant.parse(at);
    }
    int[] parts = new int[PLACES.length];
    for (int i = 0; i < PLACES.length; i++) {
      int end = i + 1 < PLACES.length ? PLACES[i + 1] - 1 : at.length() - 1;
      parts[i] = Integer.parseInt(at, PLACES[i], end, 10);
    }
    return LocalDateTime.of(
            parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6] * 1_000_000)
        .toInstant(ZoneOffset.UTC);
  }

  /// Whether it has digits wherever the daemon writes some, and nothing else elsewhere.
  private boolean isUsual() {
    boolean alike = at.length() == USUAL.length();
    for (int i = 0; alike && i < at.length(); i++) {
      char c = at.charAt(i);
      alike = isDigit(USUAL.charAt(i)) ? isDigit(c) : c == USUAL.charAt(i);
    }
    return alike;
  }

  private static boolean isDigit(char c) {
    return '0' <= c && c <= '9';
  }

  /// Whether something is done then, and not left.
  public boolean happens() {
    return !action.equals(SKIP);
  }
}
