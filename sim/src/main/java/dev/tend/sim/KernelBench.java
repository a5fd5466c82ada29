package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.Kernel.SpawnResult;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.KernelEvent.Exited;
import dev.tend.engine.KernelEvent.TreeEmpty;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A kernel whose promises are tried: what was started on it, and what it has told so far.
interface KernelBench extends KernelPlans {

  /// How long a claim may take on a machine that is busy with other things.
  Duration PATIENCE = Duration.ofSeconds(20);

  /// How often a condition outside the kernel is looked at.
  Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /// Long enough to see that something does not happen.
  Duration A_WHILE = Duration.ofMillis(100);

  Kernel kernel();

  Clock clock();

  /// All that it has told, in its order.
  List<KernelEvent> seen();

  /// All that was started, to be ended.
  List<RunId> spawned();

  default ProcessRef spawn(LaunchPlan plan) {
    SpawnResult result = kernel().spawn(plan);
    assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
    spawned().add(plan.run());
    untilUnderWay(plan);
    return ((SpawnResult.Spawned) result).process();
  }

  default void awaitEmpty(LaunchPlan plan) {
    awaitUntil("the tree of " + plan.run() + " is empty", () -> emptied().contains(plan.run()));
  }

  default void awaitAWhile() {
    long end = clock().now().nanosAfter(A_WHILE);
    while (clock().now().monotonicNanos() < end) {
      seen().addAll(kernel().await(end));
    }
  }

  default void awaitUntil(String what, BooleanSupplier condition) {
    long end = clock().now().nanosAfter(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(clock().now().monotonicNanos()).as("still waiting until " + what).isLessThan(end);
      seen().addAll(kernel().await(clock().now().nanosAfter(BETWEEN_LOOKS)));
    }
  }

  default List<Exit> exits(LaunchPlan plan) {
    return of(plan, Exited.class).map(Exited::exit).toList();
  }

  default List<Notice> told(LaunchPlan plan) {
    return of(plan, KernelEvent.Told.class).map(KernelEvent.Told::notice).toList();
  }

  default List<ProcessRef> moves(LaunchPlan plan) {
    return of(plan, KernelEvent.Moved.class).map(KernelEvent.Moved::main).toList();
  }

  private <E extends KernelEvent.OfRun> Stream<E> of(LaunchPlan plan, Class<E> kind) {
    return seen().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(event -> event.run().equals(plan.run()));
  }

  default List<RunId> readied() {
    return seen().stream()
        .filter(KernelEvent.Ready.class::isInstance)
        .map(event -> ((KernelEvent.Ready) event).run())
        .toList();
  }

  default List<RunId> emptied() {
    return seen().stream()
        .filter(TreeEmpty.class::isInstance)
        .map(TreeEmpty.class::cast)
        .map(TreeEmpty::run)
        .toList();
  }
}
