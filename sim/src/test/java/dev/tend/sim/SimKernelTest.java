package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Signal;
import dev.tend.core.time.Moment;
import dev.tend.engine.Kernel.SpawnResult;
import dev.tend.engine.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the simulated machine promises beyond the contract of the port: time, and the deaths of its
/// daemons.
class SimKernelTest {
  private static final RunId RUN = new RunId("run-1");
  private static final Behaviour QUIET = Behaviour.healthy().readyAfter(Optional.empty());
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void timePassesOnlyWhileSomebodyWaits() {
    SimKernel kernel = new SimKernel(_ -> QUIET);
    Moment before = kernel.now();

    spawn(kernel);
    kernel.signal(RUN, Signal.TERM);
    assertThat(kernel.now()).isEqualTo(before);
    kernel.await(before.nanosAfter(SECOND));

    assertThat(kernel.now().monotonicNanos()).isGreaterThan(before.monotonicNanos());
  }

  @Test
  void aJumpMovesTheTimeOfDayAndNothingElse() {
    SimKernel kernel = new SimKernel(_ -> QUIET);
    Moment before = kernel.now();

    kernel.jump(Duration.ofHours(-3));

    assertThat(kernel.now().wall()).isEqualTo(before.wall().minusSeconds(3 * 3600));
    assertThat(kernel.now().monotonicNanos()).isEqualTo(before.monotonicNanos());
  }

  @Test
  void aClockThatIsSetIsToldOf() {
    SimKernel kernel = new SimKernel(_ -> QUIET);
    Instant noon = kernel.now().wall().plus(Duration.ofHours(14));
    kernel.at(kernel.nanos() + SECOND.toNanos(), () -> kernel.jump(Duration.ofHours(14)));

    List<KernelEvent> told = kernel.await(Long.MAX_VALUE, noon);

    assertThat(told).containsExactly(new KernelEvent.ClockSet());
    assertThat(kernel.now().wall()).isEqualTo(noon.plus(SECOND));
  }

  @Test
  void aReadyProcessSaysSoWhenItsBehaviourDoes() {
    SimKernel kernel = new SimKernel(_ -> QUIET.readyAfter(Optional.of(SECOND.toNanos())));
    Moment before = kernel.now();
    spawn(kernel);

    List<KernelEvent> told = kernel.await(before.nanosAfter(SECOND.multipliedBy(2)));

    assertThat(told).containsExactly(new KernelEvent.Ready(RUN, "it said so"));
    assertThat(kernel.now().monotonicNanos()).isEqualTo(before.nanosAfter(SECOND));
  }

  @Test
  void theNextDaemonFindsAProcessByItsIdentityOnly() {
    SimKernel kernel = new SimKernel(_ -> QUIET);
    ProcessRef process = spawn(kernel);
    kernel.forgetDaemon();

    assertThat(kernel.reclaim(new RunId("another"))).isEmpty();
    assertThat(told(kernel)).containsExactly(new KernelEvent.TreeEmpty(new RunId("another")));
    assertThat(kernel.adopt(RUN, process)).isTrue();
    kernel.killTree(RUN);

    assertThat(told(kernel)).hasSize(2).first().isInstanceOf(KernelEvent.Exited.class);
  }

  @Test
  void anEndThatNoDaemonHeardOfIsLost() {
    SimKernel kernel = new SimKernel(_ -> QUIET.ending(new Exit.Code(1), 1));
    ProcessRef process = spawn(kernel);
    kernel.forgetDaemon();
    kernel.startUp();

    assertThat(told(kernel)).isEmpty();
    assertThat(kernel.adopt(RUN, process)).isFalse();
    assertThat(told(kernel)).containsExactly(new KernelEvent.TreeEmpty(RUN));
  }

  @Test
  void theDaemonDiesAtTheCallThatTheScenarioNames() {
    SimKernel kernel = new SimKernel(_ -> QUIET);
    spawn(kernel);

    kernel.mortality.doom(1);
    kernel.signal(RUN, Signal.TERM);

    assertThat(catchThrowable(() -> kernel.killTree(RUN))).isInstanceOf(DaemonDied.class);
  }

  private static ProcessRef spawn(SimKernel kernel) {
    Launch launch = Launch.of(new Command(List.of("bin/web")));
    LaunchPlan plan = new LaunchPlan(RUN, RunKind.MAIN, Rig.first("web"), launch, LogRule.DEFAULT);
    return ((SpawnResult.Spawned) kernel.spawn(plan)).process();
  }

  private static List<KernelEvent> told(SimKernel kernel) {
    return kernel.await(kernel.now().nanosAfter(SECOND));
  }
}
