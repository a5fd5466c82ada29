package dev.tend.core.lifecycle;

import dev.tend.core.probe.AskId;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What should be done in the world outside; what comes of it returns as an [Event].
///
/// Effects are performed in the order in which a turn returned them, after its entries were
/// journalled.
public sealed interface Effect {

  /// The run whose events the instance gets from now on.
  default Optional<RunId> begins() {
    return Optional.empty();
  }

  /// Start a process.
  record Spawn(LaunchPlan plan) implements Effect {
    @Override
    public Optional<RunId> begins() {
      return Optional.of(plan.run());
    }
  }

  /// Look for a living process to go on with; `known` says that the run has a record already.
  record Look(Search search, boolean known) implements Effect {
    @Override
    public Optional<RunId> begins() {
      return Optional.of(search.run());
    }
  }

  /// Note durably that the run has another main process.
  record Moved(RunId run, ProcessRef main) implements Effect {}

  /// Have the prober look at a service; the answer comes to the companion that asked.
  record Ask(AskId ask, Check.Look check, Duration timeout) implements Effect {}

  /// Nobody waits for that answer any more.
  record Unask(AskId ask) implements Effect {}

  /// To the process group of the run, or to what is left of its tree and did not get it with that.
  record SignalRun(RunId run, Signal signal) implements Effect {}

  /// Everything of the run, until nothing is left.
  record KillTree(RunId run) implements Effect {
    /// How long a killed process may take to go before somebody is told. Only an uninterruptible
    /// sleep (a dead network disk, say) takes longer than milliseconds.
    public static final Duration PATIENCE = Duration.ofSeconds(10);
  }

  /// Note durably that nothing of the run is left.
  record Forget(RunId run) implements Effect {}

  /// Put the pid of the main process where others look for it; `yields` leaves a file that names a
  /// living process as it is, because the service writes it itself.
  record WritePid(InstanceId instance, String path, int pid, boolean yields) implements Effect {}

  /// Remove a pid file that names this process, or none that lives.
  record ErasePid(String path, OptionalInt pid) implements Effect {}

  /// From now on the output of the instance goes where the rule says.
  record OpenOutput(InstanceId instance, LogRule rule) implements Effect {}

  /// What a writer that is gone for good wrote is not kept any longer.
  record Discard(Writer writer, LogRule rule) implements Effect {}

  /// The instance is gone for good, its output and where it stood with it.
  record Retire(InstanceId instance) implements Effect {}
}
