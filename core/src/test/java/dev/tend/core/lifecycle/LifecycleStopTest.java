package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StopRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleStopTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");
  private static final ServiceSpec HAS_COMMAND =
      WEB.withStop(
          new StopRule(
              Signal.INT,
              Optional.of(new Command(List.of("bin/web", "quit"))),
              Duration.ofSeconds(3)));

  @Test
  void aStopSendsTheSignalAndIsOverWhenTheTreeIsGone() {
    Life web = new Life(WEB).running().halts();

    assertThat(web.state().name()).isEqualTo(StateName.STOPPING);
    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.TERM));
    web.exits(143);

    assertThat(web.state()).isEqualTo(new State.Stopped());
    assertThat(web.effects()).isEmpty();
    assertThat(web.cause()).isEqualTo(Life.asked("stop"));
  }

  @Test
  void whatDoesNotEndInTimeIsKilledWithItsWholeTree() {
    Life web = new Life(WEB).running().halts();

    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));
    web.alarmRings();
    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
    assertThat(web.cause().sentence())
        .isEqualTo("it had not ended after the stop timeout of 10s and was killed");
    assertThat(web.exitsLeavingSomething(137).state().name()).isEqualTo(StateName.STOPPING);
    web.takes(new Event.TreeEmpty(Life.run(1)));

    assertThat(web.state()).isEqualTo(new State.Stopped());
  }

  @Test
  void whatSurvivesAKillIsKilledOnceMore() {
    Life web = new Life(WEB).running().halts().alarmRings();

    assertThat(web.untilAlarm()).isEqualTo(Effect.KillTree.PATIENCE);
    web.alarmRings();

    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
    assertThat(web.untilAlarm()).isEqualTo(Effect.KillTree.PATIENCE);
  }

  @Test
  void theMainProcessGoingDoesNotProlongTheTimeout() {
    Life web = new Life(WEB).running().halts().passes(Duration.ofSeconds(9));

    web.exitsLeavingSomething(0);

    assertThat(web.state()).isInstanceOf(Leaving.Clearing.class);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whoOutlivesTheMainProcessIsAskedToEndToo() {
    Life web = new Life(WEB).running().halts();

    web.exitsLeavingSomething(0);

    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.TERM));
    web.alarmRings();
    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
  }

  @Test
  void whoOutlivesTheMainProcessIsAskedOnceTheStopCommandIsOver() {
    Life web = new Life(HAS_COMMAND).running().halts();

    web.exitsLeavingSomething(0);
    assertThat(web.effects()).isEmpty();
    web.takes(new Event.Exited(Life.run(2), new Exit.Code(0), true));

    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.INT));
  }

  @Test
  void aKillNeedsNoSignalForWhoOutlivesTheMainProcess() {
    Life web = new Life(WEB).running().halts().alarmRings();

    web.exitsLeavingSomething(137);

    assertThat(web.effects()).isEmpty();
  }

  @Test
  void aStopCommandRunsInPlaceOfTheSignal() {
    Life web = new Life(HAS_COMMAND).running().halts();

    assertThat(web.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Spawn.class,
            spawn -> {
              assertThat(spawn.plan().kind()).isEqualTo(RunKind.HOOK);
              assertThat(spawn.plan().launch().command().argv()).containsExactly("bin/web", "quit");
              assertThat(spawn.plan().launch().env()).containsEntry("TEND_PID", "101");
            });
  }

  @Test
  void aStopIsNotOverWhileTheStopCommandRuns() {
    Life web = new Life(HAS_COMMAND).running().halts();

    assertThat(web.exits(0).state().name()).isEqualTo(StateName.STOPPING);
    web.takes(new Event.Exited(Life.run(2), new Exit.Code(0), true));

    assertThat(web.state()).isEqualTo(new State.Stopped());
    assertThat(web.ledger().lastExit().map(Ledger.LastExit::exit)).contains(new Exit.Code(0));
  }

  @Test
  void aStopCommandThatHangsIsKilledWithTheRest() {
    Life web = new Life(HAS_COMMAND).running().halts().alarmRings();

    assertThat(web.effects())
        .containsExactly(new Effect.KillTree(Life.run(1)), new Effect.KillTree(Life.run(2)));
  }

  @Test
  void theSignalIsSentWhereTheStopCommandCannotBeRun() {
    Life web = new Life(HAS_COMMAND).running().halts().spawnFails();

    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.INT));
    assertThat(web.cause().sentence())
        .isEqualTo("the stop command could not be run, so the signal was sent");
    assertThat(web.takes(new Event.Exited(Life.run(1), new Exit.Code(0), true)).state())
        .isEqualTo(new State.Stopped());
  }

  @Test
  void aStartThatIsAskedForWhileStoppingFollowsTheStop() {
    Life web = new Life(WEB).running().halts();

    web.takes(new Event.Renew(Life.asked("start")));
    assertThat(web.effects()).isEmpty();
    assertThat(web.exits(0).state()).isEqualTo(new State.Waiting());
  }

  @Test
  void aStopThatIsAskedForDuringARestartWins() {
    Life web = new Life(WEB).running().takes(new Event.Renew(Life.asked("restart")));

    assertThat(web.halts().exits(0).state()).isEqualTo(new State.Stopped());
  }

  @Test
  void aStopThatIsAskedForWhileAFailedStartEndsLeavesNothingToJudge() {
    Life web = new Life(WEB).starting().exitsLeavingSomething(1).halts();

    assertThat(web.takes(new Event.TreeEmpty(Life.run(1))).state()).isEqualTo(new State.Stopped());
  }

  @Test
  void aStopDuringAPauseStopsAtOnce() {
    Life web = new Life(WEB).starting().exits(1).halts();

    assertThat(web.state()).isEqualTo(new State.Stopped());
    assertThat(web.state().alarm()).isEmpty();
    assertThat(web.effects()).isEmpty();
  }

  @Test
  void hasteKillsWhatWasStillAskedToEnd() {
    Life web = new Life(WEB).running().halts();

    web.takes(new Event.Hasten(Life.asked("faster end")));
    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
    web.takes(new Event.Hasten(Life.asked("faster end")));

    assertThat(web.effects()).isEmpty();
  }
}
