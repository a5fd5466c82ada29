package dev.tend.api;

import io.avaje.jsonb.Json;
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

  public ForecastItem {
    at = Field.required(at, "at");
    unit = Field.required(unit, "unit");
    action = Field.required(action, "action");
    because = Field.required(because, "because");
  }

  /// Whether something is done then, and not left.
  public boolean happens() {
    return !action.equals(SKIP);
  }
}
