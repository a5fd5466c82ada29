package dev.tend.bench;

import dev.tend.core.probe.AskId;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Signal;
import dev.tend.core.time.Moment;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.PidFiles;
import dev.tend.engine.Prober;
import dev.tend.engine.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A kernel that costs next to nothing, so that what is measured is the loop and the core: every
/// spawn succeeds, and nothing ends but what [#crash] names.
final class StillKernel implements Kernel, Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PidFiles NO_PID_FILES =
      new PidFiles() {
        @Override
        public Optional<String> write(String path, int pid, boolean yields) {
          return Optional.empty();
        }

        @Override
        public void erase(String path, OptionalInt pid) {}
      };

  private static final Prober NO_PROBER =
      new Prober() {
        @Override
        public void ask(AskId ask, Check.Look check, Duration timeout) {}

        @Override
        public void cancel(AskId ask) {}
      };

  private final Map<InstanceId, RunId> running = new HashMap<>();
  private List<KernelEvent> events = new ArrayList<>();
  private long nanos = 1;
  private int nextPid = 100;

  /// The instance's process ends with code 1 before the next turn.
  void crash(InstanceId instance) {
    RunId run = Objects.requireNonNull(running.get(instance), "nothing runs there");
    events.add(new KernelEvent.Exited(run, new Exit.Code(1), Usage.UNKNOWN));
    events.add(new KernelEvent.TreeEmpty(run));
  }

  /// Lets time pass before the next turn.
  void pass(long passed) {
    nanos += passed;
  }

  @Override
  public Moment now() {
    return new Moment(START.plusNanos(nanos), nanos);
  }

  @Override
  public SpawnResult spawn(LaunchPlan plan) {
    running.put(plan.instance(), plan.run());
    return new SpawnResult.Spawned(new ProcessRef(nextPid++, nanos, "bench"));
  }

  @Override
  public boolean adopt(RunId run, ProcessRef process) {
    return false;
  }

  @Override
  public Optional<ProcessRef> reclaim(RunId run) {
    return Optional.empty();
  }

  @Override
  public Sighting look(Search search) {
    return new Sighting.Nothing(List.of());
  }

  @Override
  public PidFiles pidFiles() {
    return NO_PID_FILES;
  }

  @Override
  public Prober prober() {
    return NO_PROBER;
  }

  @Override
  public void signal(RunId run, Signal signal) {
    // Nothing here is ever stopped.
  }

  @Override
  public void killTree(RunId run) {
    // Nothing here is ever stopped.
  }

  @Override
  public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
    List<KernelEvent> told = events;
    events = new ArrayList<>();
    return told;
  }

  @Override
  public void wake() {
    // Never waits.
  }

  @Override
  public void close() {
    running.clear();
  }
}
