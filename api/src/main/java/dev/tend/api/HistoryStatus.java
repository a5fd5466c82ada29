package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// How the memory of what happened fares.
///
/// @param enabled whether one is kept
/// @param dropped how many events and runs it had no room for since the daemon started
/// @param trouble why it cannot be written now, if it cannot
/// @param path of the database
@Json(naming = Json.Naming.LowerUnderscore)
public record HistoryStatus(boolean enabled, long dropped, @Nullable String trouble, String path) {

  public HistoryStatus {
    path = Field.required(path, "path");
  }
}
