package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleEndTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");

  @Test
  void aCrashBacksOffThenStartsAgain() {
    Life web = new Life(WEB).starting().passes(Duration.ofMillis(300)).exits(1);

    assertThat(web.state().name()).isEqualTo(StateName.BACKOFF);
    assertThat(web.effects()).isEmpty();
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofMillis(100));
    web.alarmRings();

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(2)));
    assertThat(web.effects()).singleElement().isInstanceOf(Effect.Spawn.class);
    assertThat(web.ledger().attempt()).isEqualTo(2);
    assertThat(web.ledger().restarts()).isEqualTo(1);
  }

  @Test
  void theLastExitIsRemembered() {
    Life web = new Life(WEB).starting().passes(Duration.ofMillis(300)).exits(3);

    assertThat(web.ledger().lastExit())
        .contains(new Ledger.LastExit(Life.run(1), new Exit.Code(3), Life.NOON.plusMillis(300)));
  }

  @Test
  void aServiceThatWasStableIsReplacedAtOnce() {
    Life web = new Life(WEB).running().passes(Duration.ofHours(1)).exits(1);

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(2)));
    assertThat(web.ledger().attempt()).isEqualTo(1);
    assertThat(web.ledger().restarts()).isEqualTo(1);
    assertThat(web.cause().sentence()).isEqualTo("the restart policy replaces it at once");
  }

  @Test
  void anEndThatComesTogetherWithItsStabilityWasStable() {
    StartRule atOnce = new StartRule(Duration.ofSeconds(30), Duration.ZERO, Readiness.UPTIME);
    StartRetries none = new StartRetries(0, Duration.ofSeconds(1));
    ServiceSpec spec =
        WEB.withStart(atOnce).withRestart(RestartMode.NEVER).withStartRetries(Optional.of(none));

    Life web = new Life(spec).starting().exits(0);

    assertThat(web.state()).isEqualTo(new State.Completed());
  }

  @Test
  void startsThatFailAreCountedUntilOneSucceeds() {
    StartRetries once = new StartRetries(1, Duration.ofMillis(250));
    ServiceSpec spec =
        WEB.withRestart(RestartMode.ALWAYS)
            .withRestartDelay(Optional.of(Duration.ofSeconds(3)))
            .withStartRetries(Optional.of(once));

    Life web = new Life(spec).starting().passes(Duration.ofMillis(300)).exits(0);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofMillis(250));
    web.alarmRings().spawnSucceeds().alarmRings().exits(1);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(3));
    web.alarmRings().spawnFails();
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofMillis(250));
    web.alarmRings().spawnFails();

    assertThat(web.state()).isEqualTo(new State.Failed());
    assertThat(web.cause().story()).contains("2 failed starts, and start_retries allows no more");
  }

  @Test
  void aReplacementWaitsWhileAnEdgeDoesNotHold() {
    Life web = new Life(WEB).running().edgesHold(false).exits(1);

    assertThat(web.state()).isEqualTo(new State.Waiting());
    assertThat(web.effects()).isEmpty();
    assertThat(web.ledger().restarts()).isEqualTo(1);
  }

  @Test
  void aPauseThatIsOverWaitsWhileAnEdgeDoesNotHold() {
    Life web = new Life(WEB).starting().exits(1).edgesHold(false).alarmRings();

    assertThat(web.state()).isEqualTo(new State.Waiting());
    assertThat(web.effects()).isEmpty();
  }

  @Test
  void aCleanExitCompletes() {
    Life web = new Life(WEB).running().exits(0);

    assertThat(web.state()).isEqualTo(new State.Completed());
    assertThat(web.cause().sentence()).isEqualTo("it exited with code 0");
    assertThat(web.effects()).isEmpty();
  }

  @Test
  void aCleanExitOfWhatShouldAlwaysRunIsReplaced() {
    Life web = new Life(WEB.withRestart(RestartMode.ALWAYS)).running().exits(0);

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(2)));
  }

  @Test
  void aCrashOfWhatIsNeverRestartedFails() {
    Life web = new Life(WEB.withRestart(RestartMode.NEVER)).running().exits(1);

    assertThat(web.state()).isEqualTo(new State.Failed());
    assertThat(web.cause().sentence()).isEqualTo("restart = \"never\" rules out another attempt");
  }

  @Test
  void afterTooManyFailuresItIsLeftAloneAndTheRuleIsNamed() {
    ServiceSpec spec = WEB.withGiveUpAfter(Optional.of(new GiveUp(2, Duration.ofMinutes(1))));
    Life web = new Life(spec).starting().exits(1).alarmRings().spawnSucceeds().exits(1);

    assertThat(web.state()).isEqualTo(new State.Failed());
    assertThat(web.cause())
        .isInstanceOfSatisfying(
            Cause.Rule.class,
            rule -> {
              assertThat(rule.rule()).isEqualTo("gave up after 2 attempts within 1m");
              assertThat(rule.because().sentence()).isEqualTo("it exited with code 1");
            });
  }

  @Test
  void aTreeLeftBehindIsClearedBeforeTheNextStart() {
    Life web = new Life(WEB).running().exitsLeavingSomething(1);

    assertThat(web.state()).isInstanceOf(Leaving.Clearing.class);
    assertThat(web.state().process()).isEmpty();
    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.TERM));
    web.takes(new Event.TreeEmpty(Life.run(1)));

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(2)));
  }

  @Test
  void aTreeLeftBehindThatDoesNotGoIsKilled() {
    Life web = new Life(WEB).running().exitsLeavingSomething(0);

    assertThat(web.untilAlarm()).isEqualTo(WEB.stop().timeout());
    web.alarmRings();
    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
    web.takes(new Event.TreeEmpty(Life.run(1)));

    assertThat(web.state()).isEqualTo(new State.Completed());
  }

  @Test
  void whatVanishedWithAnEarlierDaemonIsJudgedOnceItsTreeIsGone() {
    Exit unseen = new Exit.Unknown("nobody looked");
    Ledger.LastExit end = new Ledger.LastExit(Life.run(9), unseen, Life.NOON);
    After judged = new After.Judge(End.unseen(true));
    Life web = new Life(WEB).takes(new Event.Vanished(Life.run(9), end, judged));

    assertThat(web.state()).isInstanceOf(Leaving.Clearing.class);
    web.takes(new Event.TreeEmpty(Life.run(9)));

    assertThat(web.state().name()).isEqualTo(StateName.BACKOFF);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofMillis(100));
    assertThat(web.ledger().attempt()).isEqualTo(1);
  }
}
