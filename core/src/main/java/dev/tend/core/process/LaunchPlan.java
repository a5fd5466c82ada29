package dev.tend.core.process;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;

/// All that a kernel needs to start one process.
///
/// @param writer whose process it is, and where what it writes belongs
/// @param launch the operator's words; the kernel adds the daemon's environment below and
///   `TEND_UNIT`, `TEND_INSTANCE`, `TEND_RUN` on top
/// @param signs what is listened to
/// @param heard whether the last words of it are kept and handed out with its end, in place of
///   going where `log` says
public record LaunchPlan(
    RunId run,
    RunKind kind,
    Writer writer,
    Launch launch,
    LogRule log,
    Signs signs,
    boolean heard) {

  /// One of which nothing is expected but its end, and whose output goes where the rule says.
  public LaunchPlan(RunId run, RunKind kind, InstanceId instance, Launch launch, LogRule log) {
    this(run, kind, Writer.of(instance), launch, log, Signs.NONE, false);
  }

  /// The same for a hook.
  public static LaunchPlan hook(RunId run, Writer hook, Launch launch, LogRule log) {
    return new LaunchPlan(run, RunKind.HOOK, hook, launch, log, Signs.NONE, false);
  }

  /// One whose last words are wanted.
  public static LaunchPlan heard(RunId run, RunKind kind, InstanceId instance, Launch launch) {
    Writer writer = Writer.of(instance);
    return new LaunchPlan(run, kind, writer, launch, LogRule.DEFAULT, Signs.NONE, true);
  }

  public InstanceId instance() {
    return writer.instance();
  }
}
