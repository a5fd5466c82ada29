package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One run, as `runs --json` and `GET /v1/runs` give it.
///
/// @param run its name, which its processes carry as `TEND_RUN`
/// @param unit whose it is
/// @param instance the number of the slot
/// @param kind `main`, `hook`, …
/// @param hook the name of the hook that it is; none for other runs
/// @param pid of its process; none if it could not be started
/// @param started when it began, ISO 8601
/// @param ended when its end was seen, ISO 8601; none while it lives
/// @param exit how it ended; none while it lives
/// @param cpuMs user and system time of its process and the reaped descendants of that, in
///   milliseconds; none where nobody could ask
/// @param memoryPeak the largest resident set of any one of them, in bytes; none where nobody could
///   ask, and where it was below the daemon's own: what a process inherits before it becomes its
///   program counts for it
/// @param because why it was started, one sentence
/// @param cause why it ended, one sentence; none while it lives
@Json(naming = Json.Naming.LowerUnderscore)
public record RunRecord(
    String run,
    String unit,
    int instance,
    String kind,
    @Nullable String hook,
    @Nullable Integer pid,
    String started,
    @Nullable String ended,
    @Nullable RunExit exit,
    @Nullable Long cpuMs,
    @Nullable Long memoryPeak,
    @Nullable String because,
    @Nullable String cause) {

  public RunRecord {
    run = Field.required(run, "run");
    unit = Field.required(unit, "unit");
    kind = Field.required(kind, "kind");
    started = Field.required(started, "started");
  }
}
