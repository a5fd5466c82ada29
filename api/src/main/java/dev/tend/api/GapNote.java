package dev.tend.api;

import io.avaje.jsonb.Json;

/// The data of a stream's event `gap`.
///
/// @param missed how many events or lines are known no more
@Json
public record GapNote(long missed) {

  /// The name of the event that carries it.
  public static final String EVENT = "gap";
}
