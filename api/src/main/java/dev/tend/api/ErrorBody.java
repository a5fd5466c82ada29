package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What every refused request is answered with.
///
/// @param error one sentence
/// @param hint what could be done, or empty
/// @param problems every mistake that was found, each with its place, where there are several
@Json
public record ErrorBody(String error, String hint, List<String> problems) {

  public ErrorBody {
    error = Field.required(error, "error");
    hint = hint == null ? "" : hint;
    problems = Field.listed(problems);
  }

  /// A refusal with one reason.
  public static ErrorBody of(String error, String hint) {
    return new ErrorBody(error, hint, List.of());
  }
}
