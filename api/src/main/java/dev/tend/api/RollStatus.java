package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// A rolling restart, as `restart --rolling --json` and `GET /v1/rolls` give it.
///
/// @param id the number of the event that tells of its beginning
/// @param phase `rolling`, `done` or `stopped`
/// @param atOnce how many may be down at once
/// @param asked who asked for it, one sentence
/// @param because why it is over; empty while it goes on
/// @param renewed the instances whose new process is ready
/// @param underWay those that are being restarted, or failed to
/// @param old those that still run as they did
@Json(naming = Json.Naming.LowerUnderscore)
public record RollStatus(
    long id,
    String phase,
    int atOnce,
    String asked,
    String because,
    List<String> renewed,
    List<String> underWay,
    List<String> old) {

  public RollStatus {
    phase = Field.required(phase, "phase");
    asked = Field.required(asked, "asked");
    because = Field.required(because, "because");
    renewed = Field.listed(renewed);
    underWay = Field.listed(underWay);
    old = Field.listed(old);
  }
}
