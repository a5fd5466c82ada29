package dev.tend.core.process;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;

/// All that a kernel needs to start one process.
///
/// @param launch the operator's words; the kernel adds the daemon's environment below and
///   `TEND_UNIT`, `TEND_INSTANCE`, `TEND_RUN` on top
public record LaunchPlan(
    RunId run, RunKind kind, InstanceId instance, Launch launch, LogRule log) {}
