package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// A piece of output, as `GET /v1/units/{unit}/logs` streams it: one line without its line end, or
/// a part of one that is longer than the daemon sends at once.
///
/// @param unit the unit's name
/// @param instance the number of the slot
/// @param stream `stdout` or `stderr`; of a hook both are one, and called `stdout`
/// @param text bytes that are no UTF-8 are replaced
/// @param partial whether the line goes on with the next piece
/// @param hook the name of the hook that wrote it; none for the process itself
@Json
public record LogLine(
    String unit, int instance, String stream, String text, boolean partial, @Nullable String hook) {

  public LogLine {
    unit = Field.required(unit, "unit");
    stream = Field.required(stream, "stream");
    text = Field.required(text, "text");
  }
}
