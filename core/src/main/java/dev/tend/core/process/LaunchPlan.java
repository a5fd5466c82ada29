package dev.tend.core.process;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;

/// All that a kernel needs to start one process.
///
/// @param launch the operator's words; the kernel adds the daemon's environment below and
///   `TEND_UNIT`, `TEND_INSTANCE`, `TEND_RUN` on top
/// @param signs what is listened to
public record LaunchPlan(
    RunId run, RunKind kind, InstanceId instance, Launch launch, LogRule log, Signs signs) {

  /// One of which nothing is expected but its end.
  public LaunchPlan(RunId run, RunKind kind, InstanceId instance, Launch launch, LogRule log) {
    this(run, kind, instance, launch, log, Signs.NONE);
  }
}
