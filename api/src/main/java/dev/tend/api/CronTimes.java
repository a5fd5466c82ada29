package dev.tend.api;

import io.avaje.jsonb.Json;

/// How long the runs of a cron job have taken, as `GET /v1/forecast/past` lists them.
///
/// @param unit the cron job
/// @param runs how many runs are known, at least one
/// @param medianMs so long as half of them, in milliseconds; what a forecast reckons with
/// @param longestMs as long as the longest of them, in milliseconds
@Json(naming = Json.Naming.LowerUnderscore)
public record CronTimes(String unit, int runs, long medianMs, long longestMs) {

  public CronTimes {
    unit = Field.required(unit, "unit");
  }
}
