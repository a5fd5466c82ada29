package dev.tend.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What every refused request is answered with.
///
/// @param error one sentence
/// @param hint what could be done, or empty
/// @param problems every mistake that was found, each with its place, where there are several
@Json
public record ErrorBody(String error, String hint, List<String> problems) {}
