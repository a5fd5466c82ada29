package dev.tend.api;

import io.avaje.jsonb.Json;

/// One mistake in a configuration, as `check --json` lists it.
///
/// @param file as the operator named it
/// @param line from 1; 0 stands for the file as a whole
/// @param column from 1, in characters; 0 for the file as a whole
/// @param severity `error`, or `warning` for what is doubtful only
/// @param sentence what is wrong, without a full stop
/// @param hint what could be done, or empty
@Json
public record ConfigProblem(
    String file, int line, int column, String severity, String sentence, String hint) {}
