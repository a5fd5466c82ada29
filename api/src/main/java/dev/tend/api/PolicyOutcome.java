package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// How an instance did by a restart policy.
///
/// @param attempts how many of the recorded runs there were, or would have been
/// @param restarts how many of them nobody asked for
/// @param downtimeMs how long it was down after ends that nobody asked for, in milliseconds
/// @param gaveUp the first time that it was given up; none where it was not, and of what was
///   recorded
/// @param because which rule gave it up
@Json(naming = Json.Naming.LowerUnderscore)
public record PolicyOutcome(
    int attempts,
    int restarts,
    long downtimeMs,
    @Nullable String gaveUp,
    @Nullable String because) {}
