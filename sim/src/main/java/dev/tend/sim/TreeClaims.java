package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Signal;
import dev.tend.engine.KernelEvent.TreeEmpty;
import org.junit.jupiter.api.Test;

/// What every kernel promises of signals: whom of the tree of a run they reach, and when it is
/// empty.
interface TreeClaims extends KernelBench {

  @Test
  default void termReachesTheGroup() {
    LaunchPlan plan = hasAChildInItsGroup();
    spawn(plan);

    kernel().signal(plan.run(), Signal.TERM);
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.TERM.number(), false));
  }

  @Test
  default void whatIgnoresTermLivesUntilItsTreeIsKilled() {
    LaunchPlan plan = ignoresTerm();
    spawn(plan);

    kernel().signal(plan.run(), Signal.TERM);
    awaitAWhile();
    assertThat(seen()).isEmpty();
    kernel().killTree(plan.run());
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.KILL.number(), false));
  }

  @Test
  default void killTreeReachesAChildInItsOwnSession() {
    LaunchPlan plan = hasAChildInItsOwnSession();
    spawn(plan);

    kernel().killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  default void theTreeIsNotEmptyWhileAChildOutlivesTheMainProcess() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    awaitAWhile();

    assertThat(exits(plan)).containsExactly(new Exit.Code(0));
    assertThat(emptied()).isEmpty();
  }

  @Test
  default void killTreeReachesWhatTheMainProcessLeftBehind() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    kernel().killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  default void killTreeHoldsForWhatIsFoundLater() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);

    kernel().killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  default void onceTheMainProcessIsGoneASignalGoesToWhatIsLeft() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    kernel().signal(plan.run(), Signal.TERM);

    awaitEmpty(plan);
  }

  @Test
  default void signallingAnEndedRunDoesNothing() {
    LaunchPlan plan = exits(0);
    spawn(plan);
    awaitEmpty(plan);
    seen().clear();

    kernel().signal(plan.run(), Signal.TERM);
    kernel().killTree(plan.run());
    awaitAWhile();

    assertThat(seen()).isEmpty();
    seen().add(new TreeEmpty(plan.run()));
  }
}
