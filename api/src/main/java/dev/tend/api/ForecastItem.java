package dev.tend.api;

import io.avaje.jsonb.Json;

/// One thing that comes by itself, as `forecast --json` and `GET /v1/forecast` list them.
///
/// @param at when, ISO 8601
/// @param unit whom it concerns
/// @param action `start`, `stop`, `switch` (to another version), `fire` or `skip`
/// @param because why, one clause
@Json
public record ForecastItem(String at, String unit, String action, String because) {

  public ForecastItem {
    at = Field.required(at, "at");
    unit = Field.required(unit, "unit");
    action = Field.required(action, "action");
    because = Field.required(because, "because");
  }
}
