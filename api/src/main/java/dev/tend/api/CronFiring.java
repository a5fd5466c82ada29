package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What became of a firing, or of several in a row that were skipped for one reason, as `cron
/// history --json` gives it. Times are ISO 8601.
///
/// @param firing the moment that the schedule named, or that somebody asked at; of several the
///   first
/// @param until of several the last
/// @param count how many they are
/// @param because what asked for it, a clause
/// @param result `waiting`, `running`, `succeeded`, `failed` or `skipped`
/// @param reason what became of it, a clause
/// @param run the name of the job that it came to
@Json
public record CronFiring(
    String firing,
    String until,
    int count,
    String because,
    String result,
    String reason,
    @Nullable String run,
    @Nullable String started,
    @Nullable String ended) {

  public CronFiring {
    firing = Field.required(firing, "firing");
    until = Field.required(until, "until");
    because = Field.required(because, "because");
    result = Field.required(result, "result");
    reason = Field.required(reason, "reason");
  }
}
