package dev.tend.api;

import org.jspecify.annotations.Nullable;

/// How a run ended. Exactly one of these is there.
///
/// @param code the exit code
/// @param signal the signal's name, `SIGKILL`
/// @param unknown why nobody knows
public record RunExit(@Nullable Integer code, @Nullable String signal, @Nullable String unknown) {}
