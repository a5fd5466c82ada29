package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;

/// The one recorded end of a run.
///
/// @param at when it was seen
/// @param cause why it ended: who asked for it, or else that it ended by itself
public record RunEnd(RunId run, InstanceId instance, Exit exit, Instant at, Cause cause) {}
