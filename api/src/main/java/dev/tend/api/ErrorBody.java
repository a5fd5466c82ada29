package dev.tend.api;

import io.avaje.jsonb.Json;

/// What every refused request is answered with.
///
/// @param error one sentence
/// @param hint what could be done, or empty
@Json
public record ErrorBody(String error, String hint) {}
