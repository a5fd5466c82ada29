package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a cron expression means, as `cron explain --json` says it.
///
/// @param expression as it was given
/// @param zone the time zone that holds: the expression's own, or the one given beside it
/// @param words what it means, in English
/// @param followsRealTime whether it says how often it fires rather than when, so that changes of
///   the clock mean nothing to it
/// @param next the firings, in order; empty for one that never fires by the clock
@Json(naming = Json.Naming.LowerUnderscore)
public record ScheduleExplanation(
    String expression, String zone, String words, boolean followsRealTime, List<Firing> next) {

  public ScheduleExplanation {
    next = Field.listed(next);
  }

  /// One firing.
  ///
  /// @param at when, in UTC
  /// @param local the same by the clocks of the zone
  /// @param note what a change of the clock did to it, or empty
  @Json
  public record Firing(String at, String local, String note) {}
}
