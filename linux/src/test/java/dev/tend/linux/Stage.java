package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.engine.Kernel.SpawnResult;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.KernelEvent.Exited;
import dev.tend.engine.KernelEvent.TreeEmpty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A kernel of a test's own, with what it has said so far; no process outlives it.
final class Stage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// How often a condition outside the kernel is looked at.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private final LinuxKernel kernel;
  private final LinuxClock clock = new LinuxClock();
  private final List<KernelEvent> seen = new ArrayList<>();
  private final List<RunId> open = new ArrayList<>();

  Stage() {
    this(System.getenv(), new DiscardedStreams());
  }

  Stage(Map<String, String> environment, Streams streams) {
    kernel = new LinuxKernel(environment, "/run/tend.sock", streams);
  }

  LinuxKernel kernel() {
    return kernel;
  }

  LinuxClock clock() {
    return clock;
  }

  ProcessRef spawn(LaunchPlan plan) {
    SpawnResult result = kernel.spawn(plan);
    assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
    open.add(plan.run());
    return ((SpawnResult.Spawned) result).process();
  }

  ProcessRef spawnUnderWay(LaunchPlan plan) {
    ProcessRef process = spawn(plan);
    Plans.untilUnderWay(plan);
    return process;
  }

  SpawnFault refused(LaunchPlan plan) {
    SpawnResult result = kernel.spawn(plan);
    assertThat(result).isInstanceOf(SpawnResult.Refused.class);
    return ((SpawnResult.Refused) result).fault();
  }

  boolean adopt(RunId run, ProcessRef process) {
    open.add(run);
    return kernel.adopt(run, process);
  }

  /// Waits until nothing of the run is left: how its main process ended.
  Exit end(RunId run) {
    until(() -> seen.contains(new TreeEmpty(run)));
    return exit(run);
  }

  Exit exit(RunId run) {
    until(() -> seen.stream().anyMatch(event -> isExit(event, run)));
    return seen.stream()
        .filter(event -> isExit(event, run))
        .map(event -> ((Exited) event).exit())
        .findFirst()
        .orElseThrow();
  }

  List<KernelEvent> seen() {
    return seen;
  }

  /// Turns the kernel until the condition holds.
  void until(BooleanSupplier condition) {
    long end = clock.now().nanosAfter(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(clock.now().monotonicNanos()).as("in time; seen: " + seen).isLessThan(end);
      seen.addAll(kernel.await(clock.now().nanosAfter(BETWEEN_LOOKS)));
    }
  }

  private static boolean isExit(KernelEvent event, RunId run) {
    return event instanceof Exited exited && exited.run().equals(run);
  }

  @Override
  public void close() {
    open.forEach(kernel::killTree);
    until(() -> open.stream().allMatch(run -> seen.contains(new TreeEmpty(run))));
    kernel.close();
    clock.close();
  }
}
