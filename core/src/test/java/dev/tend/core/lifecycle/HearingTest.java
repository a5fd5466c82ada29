package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Notice;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");
  private static final ServiceSpec NOTIFIES =
      WEB.withStart(
              new StartRule(Duration.ofSeconds(5), Duration.ofSeconds(1), new Readiness.Notify()))
          .withWatchdog(Optional.of(new Watchdog(Duration.ofSeconds(30), Signal.ABRT)));

  @Test
  void readyIsBelievedWhereItIsAskedFor() {
    Life web = new Life(NOTIFIES).starting();

    told(web, new Notice.Ready(4711));

    assertThat(web.state().name()).isEqualTo(StateName.RUNNING);
    assertThat(web.cause().sentence()).isEqualTo("it said READY=1 (pid 4711)");
    assertThat(web.instance().said().readyBy()).hasValue("it said READY=1 (pid 4711)");
  }

  @Test
  void readyIsOnlyNotedWhereSomethingElseProvesIt() {
    Life web = new Life(WEB).starting();

    told(web, new Notice.Ready(4711));

    assertThat(web.state().name()).isEqualTo(StateName.STARTING);
    assertThat(web.alarmRings().state().name()).isEqualTo(StateName.RUNNING);
  }

  @Test
  void theLastStatusIsKeptUntilTheNextStart() {
    Life web = new Life(NOTIFIES).starting();

    told(web, new Notice.Status("loading"));
    told(web, new Notice.Ready(1));
    told(web, new Notice.Status("serves 3 clients"));

    assertThat(web.instance().said().status()).hasValue("serves 3 clients");
    web.exits(1);
    assertThat(web.instance().said().status()).hasValue("serves 3 clients");
    web.alarmRings();
    assertThat(web.instance().said().isNothing()).isTrue();
  }

  @Test
  void aStartIsGivenMoreTimeAndNeverLess() {
    Life web = new Life(NOTIFIES).starting().passes(Duration.ofSeconds(4));

    told(web, new Notice.MoreTime(Duration.ofSeconds(10)));
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));
    told(web, new Notice.MoreTime(Duration.ofSeconds(1)));

    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));
    web.alarmRings();
    assertThat(web.state().name()).isEqualTo(StateName.STOPPING);
  }

  @Test
  void anEndIsGivenMoreTimeToo() {
    Life web = new Life(WEB).running().halts();
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));

    told(web, new Notice.MoreTime(Duration.ofSeconds(60)));

    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void whoDoesNotSayThatItIsAliveIsEndedAndJudgedAsAFailure() {
    Life web = ready(NOTIFIES);
    told(web, new Notice.Status("indexing"));
    web.passes(Duration.ofSeconds(20));
    told(web, new Notice.Ticked());
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(30));

    web.alarmRings();

    assertThat(web.state()).isInstanceOf(Leaving.Stopping.class);
    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.ABRT));
    assertThat(web.cause().sentence())
        .isEqualTo(
            "no WATCHDOG=1 for 30s; the last one came at 2026-03-01T12:00:20Z;"
                + " its status was \"indexing\"");
    web.alarmRings();
    assertThat(web.effects()).containsExactly(new Effect.KillTree(Life.run(1)));
    web.exits(0);
    // It had been up, so the policy replaces it at once, although it ended with code 0.
    assertThat(web.state()).isInstanceOf(State.Launching.class);
    assertThat(sentences(web.cause()).getLast()).startsWith("no WATCHDOG=1 for 30s");
  }

  @Test
  void whileItStartsNobodyExpectsItToSayThatItIsAlive() {
    Life web = new Life(NOTIFIES).starting();

    assertThat(web.state().alarm().orElseThrow().event()).isEqualTo(new Event.StartTimedOut());
  }

  @Test
  void aProcessMayChangeHowOftenItSaysSo() {
    Life web = ready(NOTIFIES);

    told(web, new Notice.WatchdogEvery(Duration.ofSeconds(90)));
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(90));
    told(web, new Notice.WatchdogEvery(Duration.ZERO));

    assertThat(web.state().alarm()).isEmpty();
  }

  @Test
  void aProcessThatSaysThatItHangsIsEndedAtOnce() {
    Life web = ready(NOTIFIES);

    told(web, new Notice.Hung());

    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.ABRT));
    assertThat(web.cause().sentence()).isEqualTo("it said WATCHDOG=trigger");
  }

  @Test
  void whoSaysThatItStopsHasAsLongAsWhoWasAskedTo() {
    Life web = ready(NOTIFIES);

    told(web, new Notice.Stopping());

    assertThat(web.state().name()).isEqualTo(StateName.RUNNING);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));
    told(web, new Notice.Ticked());
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(10));
    web.alarmRings();
    assertThat(web.cause().sentence())
        .isEqualTo("it said STOPPING=1 and had not ended after the stop timeout of 10s");
  }

  @Test
  void anEndThatItAnnouncedIsItsOwnDecision() {
    Life web = ready(NOTIFIES);

    told(web, new Notice.Stopping());
    web.exits(0);

    assertThat(web.state()).isEqualTo(new State.Completed());
    assertThat(web.cause().sentence()).isEqualTo("it exited with code 0");
  }

  @Test
  void aReloadOfItsOwnIsShownUntilItIsReadyAgain() {
    Life web = ready(NOTIFIES);

    told(web, new Notice.Reloading());
    assertThat(web.instance().said().doing()).isEqualTo(Said.Doing.RELOADING);
    assertThat(web.state().name()).isEqualTo(StateName.RUNNING);
    told(web, new Notice.Ready(1));

    assertThat(web.instance().said().doing()).isEqualTo(Said.Doing.WORKING);
  }

  @Test
  void anotherProcessBecomesTheMainOne() {
    Life web = ready(NOTIFIES);

    web.takes(new Event.Moved(Life.run(1), Life.process(7), "it said MAINPID=107"));

    assertThat(web.state().process()).hasValue(Life.process(7));
    assertThat(web.effects()).containsExactly(new Effect.Moved(Life.run(1), Life.process(7)));
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aStartThatCanNoLongerSucceedFailsAtOnce() {
    Life web = new Life(NOTIFIES).starting();

    web.takes(new Event.NeverReady(Life.run(1), "it closed descriptor 3 without a newline"));
    web.exits(0);

    assertThat(web.state().name()).isEqualTo(StateName.BACKOFF);
    assertThat(sentences(web.cause()))
        .containsExactly(
            "attempt 2 after a backoff of 100ms", "it closed descriptor 3 without a newline");
  }

  @Test
  void whoWasTakenOverWhileItStartedAndLivesOnIsBelieved() {
    Life web =
        new Life(NOTIFIES)
            .takes(new Event.Adopted(Life.run(9), Life.process(9), new Standing.Phase.Due()));

    web.alarmRings();

    assertThat(web.state().name()).isEqualTo(StateName.RUNNING);
    assertThat(web.cause().sentence()).contains("since it was taken over");
  }

  @Test
  void whoWasTakenOverHasToSayThatItIsAliveFromThenOn() {
    Life web =
        new Life(NOTIFIES)
            .takes(
                new Event.Adopted(
                    Life.run(9), Life.process(9), new Standing.Phase.Proved(Life.run(9))));

    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(30));
    assertThat(web.alarmRings().cause().sentence())
        .isEqualTo("no WATCHDOG=1 for 30s; none has come yet");
  }

  private static Life ready(ServiceSpec spec) {
    return told(new Life(spec).starting(), new Notice.Ready(1));
  }

  private static Life told(Life life, Notice notice) {
    return life.takes(new Event.Told(life.state().run().orElseThrow(), notice));
  }

  private static List<String> sentences(Cause cause) {
    List<String> sentences = new ArrayList<>();
    Cause link = cause;
    while (link instanceof Cause.Rule(String rule, var _, Cause because)) {
      sentences.add(rule);
      link = because;
    }
    sentences.add(link.sentence());
    return sentences;
  }
}
