package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What became of a start, stop, restart or scale.
///
/// @param units the instances that it touched, as `web.2`; empty where all was so already
/// @param position the number of the last event before its consequences: `GET /v1/events?since=`
///   from there misses none of them
@Json
public record CommandResult(List<String> units, long position) {

  public CommandResult {
    units = Field.listed(units);
  }
}
