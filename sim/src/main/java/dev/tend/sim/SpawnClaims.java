package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Kernel.SpawnResult;
import dev.tend.engine.KernelEvent.Exited;
import dev.tend.engine.KernelEvent.TreeEmpty;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every kernel promises of those that it starts: who they are, and that the end of each is
/// told once, as it was.
interface SpawnClaims extends KernelBench {

  @Test
  default void aSpawnedProcessHasAnIdentity() {
    ProcessRef first = spawn(sleepsForever());
    ProcessRef second = spawn(sleepsForever());

    assertThat(first.pid()).isNotEqualTo(second.pid());
    assertThat(first.bootId()).isEqualTo(second.bootId()).isNotEmpty();
  }

  @Test
  default void aSpawnThatCannotExecuteIsRefusedWithTheErrno() {
    LaunchPlan plan = cannotBeExecuted();

    SpawnResult result = kernel().spawn(plan);
    awaitAWhile();

    assertThat(result).isInstanceOf(SpawnResult.Refused.class);
    SpawnFault fault = ((SpawnResult.Refused) result).fault();
    assertThat(fault.errno()).isEqualTo("ENOENT");
    assertThat(fault.subject()).contains(plan.launch().command().program());
    assertThat(seen()).isEmpty();
  }

  @Test
  default void anExitCodeArrivesOnce() {
    LaunchPlan plan = exits(3);

    spawn(plan);
    awaitEmpty(plan);
    awaitAWhile();

    assertThat(exits(plan)).containsExactly(new Exit.Code(3));
  }

  @Test
  default void treeEmptyComesOnceAndAfterExited() {
    LaunchPlan plan = exits(0);

    spawn(plan);
    awaitEmpty(plan);
    awaitAWhile();

    assertThat(seen()).hasSize(2);
    assertThat(seen().getFirst()).isInstanceOf(Exited.class);
    assertThat(seen().getLast()).isEqualTo(new TreeEmpty(plan.run()));
  }

  @Test
  default void manyRunsEndEachWithItsOwnCode() {
    List<LaunchPlan> plans = new ArrayList<>();
    for (int code = 0; code < 20; code++) {
      LaunchPlan plan = exits(code);
      plans.add(plan);
      spawn(plan);
    }

    plans.forEach(this::awaitEmpty);

    for (int code = 0; code < 20; code++) {
      assertThat(exits(plans.get(code))).containsExactly(new Exit.Code(code));
    }
  }

  @Test
  default void aKilledProcessReportsTheSignal() {
    LaunchPlan plan = sleepsForever();
    spawn(plan);

    kernel().killTree(plan.run());
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.KILL.number(), false));
  }
}
