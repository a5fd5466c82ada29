package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is up already is not started a second time, and what puts itself into the background is
/// followed there.
class SeekingTest {
  private static final Detector.PidFile FILE =
      new Detector.PidFile(new InstancePath("/run/web.pid"));
  private static final Detector ASK =
      new Detector.CommandSucceeds(new Command(List.of("pgrep", "web")));
  private static final ServiceSpec BY_FILE = web(FILE);
  private static final ServiceSpec BY_COMMAND = web(ASK);
  private static final ProcessRef FOUND = new ProcessRef(4711, 1, "boot");
  private static final String HOW = "/run/web.pid names pid 4711";

  @Test
  void theFileIsLookedAtBeforeAnythingIsStarted() {
    Life life = new Life(BY_FILE).takes(go());

    assertThat(life.state()).isEqualTo(new Sought.Looking(Life.run(1), new Otherwise.Start()));
    assertThat(life.effects())
        .containsExactly(new Effect.Look(new Search(Life.run(1), Life.ID, List.of(FILE)), false));
  }

  @Test
  void whoIsNamedIsTakenOverAndNobodyIsStarted() {
    Life life = new Life(BY_FILE).takes(go()).takes(found());

    assertThat(life.state()).isInstanceOf(Alive.Starting.class);
    assertThat(life.state().process()).contains(FOUND);
    assertThat(life.instance().adopted()).isTrue();
    assertThat(life.cause().sentence())
        .isEqualTo(HOW + ", which was running already and was taken over");
    assertThat(life.effects()).isEmpty();
    assertThat(life.alarmRings().state()).isInstanceOf(Alive.Running.class);
  }

  @Test
  void whoWasUpBeforeIsNotKilledForNotSayingThatItIsReady() {
    StartRule rule =
        new StartRule(Duration.ofSeconds(5), Duration.ofSeconds(1), Readiness.SIGNALLED);

    Life life = new Life(BY_FILE.withStart(rule)).takes(go()).takes(found());

    assertThat(life.state()).isInstanceOf(Alive.Running.class);
  }

  @Test
  void aStaleFileIsSaidAndTheServiceStarted() {
    String stale = "/run/web.pid names pid 12, which is not there";

    Life life =
        new Life(BY_FILE).takes(go()).takes(new Event.NotFound(Life.run(1), List.of(stale)));

    assertThat(life.state()).isInstanceOf(State.Launching.class);
    assertThat(life.cause().sentence()).isEqualTo(stale);
  }

  @Test
  void whatBecameUnfitToStartMeanwhileWaits() {
    Life life = new Life(BY_FILE).takes(go()).edgesHold(false).takes(nobody(1));

    assertThat(life.state()).isInstanceOf(State.Waiting.class);
  }

  @Test
  void aCommandThatSucceedsKeepsItFromBeingStarted() {
    Life life = new Life(BY_COMMAND).takes(go());
    assertThat(life.state()).isEqualTo(new Sought.Asking(Life.run(1)));
    assertThat(life.effects()).isEmpty();

    life.takes(new Event.UpElsewhere("its detector says so"));

    assertThat(life.state()).isEqualTo(new State.Elsewhere());
    assertThat(life.state().name()).isEqualTo(StateName.WAITING);
    assertThat(life.cause().sentence()).isEqualTo("its detector says so");
    assertThat(life.ledger().lastExit()).isEmpty();
  }

  @Test
  void whereNoCommandSucceedsItStarts() {
    Life life = new Life(BY_COMMAND).takes(go()).takes(nobody(1));

    assertThat(life.state()).isEqualTo(new State.Launching(Life.run(1)));
  }

  @Test
  void aCommandThatCouldNotAnswerIsSaid() {
    String why = "its detector could not be asked";

    Life life =
        new Life(BY_COMMAND).takes(go()).takes(new Event.NotFound(Life.run(1), List.of(why)));

    assertThat(life.state()).isInstanceOf(State.Launching.class);
    assertThat(life.cause().sentence()).isEqualTo(why);
  }

  @Test
  void whatBecameUnfitToStartWhileCommandsWereAskedWaits() {
    Life life = new Life(BY_COMMAND).takes(go()).edgesHold(false).takes(nobody(1));

    assertThat(life.state()).isInstanceOf(State.Waiting.class);
  }

  @Test
  void aStopWaitsForNoAnswerAndForTheEndOfWhoWasAsked() {
    Life life = new Life(BY_COMMAND).takes(go()).accompanied(true).halts();
    assertThat(life.state()).isInstanceOf(Leaving.Parting.class);
    assertThat(life.state().name()).isEqualTo(StateName.STOPPING);

    life.accompanied(false).takes(new Event.Alone());

    assertThat(life.state()).isEqualTo(new State.Stopped());
    assertThat(life.ledger().lastExit()).isEmpty();
  }

  @Test
  void theCommandsAreAskedAfterTheFiles() {
    Life life = new Life(web(ASK, FILE, ASK)).takes(go());
    assertThat(life.state()).isInstanceOf(Sought.Looking.class);

    assertThat(life.takes(nobody(1)).state()).isInstanceOf(Sought.Asking.class);
  }

  @Test
  void aLauncherThatLeavesADaemonIsFollowedToIt() {
    Life life = launched().exitsLeavingSomething(0);
    assertThat(life.state()).isInstanceOf(Sought.Looking.class);
    assertThat(life.effects())
        .containsExactly(new Effect.Look(new Search(Life.run(1), Life.ID, List.of(FILE)), true));

    life.takes(found());

    assertThat(life.state().run()).contains(Life.run(1));
    assertThat(life.state().process()).contains(FOUND);
    assertThat(life.instance().adopted()).isFalse();
    assertThat(life.cause().sentence())
        .isEqualTo(HOW + ", which goes on after the process that was started");
    assertThat(life.ledger().lastExit()).isEmpty();
    assertThat(life.alarmRings().exits(3).ledger().lastExit())
        .hasValueSatisfying(last -> assertThat(last.exit()).isEqualTo(new Exit.Code(3)));
  }

  @Test
  void aFileThatIsWrittenAMomentLaterIsReadAgainWithGrowingPauses() {
    Life life = launched().exitsLeavingSomething(0).takes(nobody(1));
    assertThat(life.untilAlarm()).isEqualTo(Handover.PAUSE_MIN);

    Duration longest = Duration.ZERO;
    for (int looks = 0; looks < 20; looks++) {
      longest = life.untilAlarm();
      life.alarmRings().takes(nobody(1));
    }

    assertThat(longest).isEqualTo(Handover.PAUSE_MAX);
    assertThat(life.alarmRings().takes(found()).state()).isInstanceOf(Alive.Starting.class);
  }

  @Test
  void withoutAFileByStartWithinTheAttemptHasFailedAndWhatIsLeftIsEnded() {
    Life life = launched().exitsLeavingSomething(0).takes(nobody(1));

    while (life.state() instanceof Sought.Awaiting) {
      life.alarmRings().takes(nobody(1));
    }

    assertThat(life.state()).isInstanceOf(Leaving.Clearing.class);
    assertThat(life.cause().story()).contains("no pid file named a living process").contains("30s");
    life.takes(new Event.TreeEmpty(Life.run(1)));
    assertThat(life.state()).isInstanceOf(State.Backoff.class);
  }

  @Test
  void aDaemonThatIsGoneBeforeItIsNamedWasTheEnd() {
    Life life = launched().exitsLeavingSomething(0).takes(nobody(1));

    life.takes(new Event.TreeEmpty(Life.run(1)));
    assertThat(life.state()).isInstanceOf(Sought.Looking.class);
    life.takes(nobody(2));

    assertThat(life.state()).isInstanceOf(State.Completed.class);
  }

  @Test
  void anEndThatLeavesNothingIsAnEndUnlessTheFileNamesSomebody() {
    Life ended = launched().exits(0).takes(nobody(2));
    Life lives = launched().exits(0).takes(new Event.Found(Life.run(2), FOUND, HOW));

    assertThat(ended.state()).isInstanceOf(State.Completed.class);
    assertThat(lives.state()).isInstanceOf(Alive.Starting.class);
    assertThat(lives.instance().adopted()).isTrue();
  }

  @Test
  void aLauncherThatFailsIsNotFollowed() {
    Life life = launched().exitsLeavingSomething(1);

    assertThat(life.state()).isInstanceOf(Leaving.Clearing.class);
  }

  @Test
  void aStopWhileTheDaemonIsNotNamedEndsWhatTheLauncherLeft() {
    Life life = launched().exitsLeavingSomething(0).takes(nobody(1)).halts();

    assertThat(life.state()).isInstanceOf(Leaving.Clearing.class);
    assertThat(life.takes(new Event.TreeEmpty(Life.run(1))).state()).isEqualTo(new State.Stopped());
  }

  private static Life launched() {
    Life life = new Life(BY_FILE).takes(go()).takes(nobody(1));
    return life.spawnSucceeds();
  }

  private static ServiceSpec web(Detector... detectors) {
    return ServiceSpec.of("web", "bin/web").withDetectors(List.of(detectors));
  }

  private static Event go() {
    return new Event.Go(Life.asked("start"), false);
  }

  private static Event found() {
    return new Event.Found(Life.run(1), FOUND, HOW);
  }

  private static Event nobody(int run) {
    return new Event.NotFound(Life.run(run), List.of());
  }
}
