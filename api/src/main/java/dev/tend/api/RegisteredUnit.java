package dev.tend.api;

import io.avaje.jsonb.Json;

/// A unit that was registered while a daemon ran, and not written by the operator.
///
/// @param unit its name
/// @param file where it is kept, so that it survives the daemon
@Json
public record RegisteredUnit(String unit, String file) {

  public RegisteredUnit {
    unit = Field.required(unit, "unit");
    file = Field.required(file, "file");
  }
}
