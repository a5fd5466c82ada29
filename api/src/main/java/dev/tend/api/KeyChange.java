package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What changes of one key. Values of environments and headers are never told: `(hidden)` stands
/// for one, and `(changed)` for another one than that.
///
/// @param key `backoff.min`, `env.PORT`
/// @param old none where it was not set
/// @param now none where it is set no longer; `new` in JSON
@Json
public record KeyChange(
    String key, @Nullable String old, @Json.Property("new") @Nullable String now) {

  public KeyChange {
    key = Field.required(key, "key");
  }
}
