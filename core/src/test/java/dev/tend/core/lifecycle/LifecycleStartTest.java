package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleStartTest {
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");
  private static final ServiceSpec SAYS_SO =
      WEB.withStart(
          new StartRule(Duration.ofSeconds(5), Duration.ofSeconds(1), Readiness.SIGNALLED));

  @Test
  void aGoAsksForOneProcess() {
    Life web = new Life(WEB).takes(new Event.Go(Life.asked("start"), false));

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(1)));
    assertThat(web.cause()).isEqualTo(Life.asked("start"));
    assertThat(web.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Spawn.class,
            spawn -> {
              assertThat(spawn.plan().kind()).isEqualTo(RunKind.MAIN);
              assertThat(spawn.plan().run()).isEqualTo(Life.run(1));
              assertThat(spawn.plan().launch()).isEqualTo(WEB.launch());
            });
  }

  @Test
  void aProcessCountsAsRunningOnceItWasUpForStableAfter() {
    Life web = new Life(WEB).starting();

    assertThat(web.state().name()).isEqualTo(StateName.STARTING);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(1));
    assertThat(web.alarmRings().state())
        .isEqualTo(new Alive.Running(Life.run(1), Life.process(1), 0));
    assertThat(web.effects()).isEmpty();
    assertThat(web.cause().sentence()).isEqualTo("it has been up for 1s (stable_after)");
  }

  @Test
  void theCauseOfRunningLeadsBackToWhoAsked() {
    Life web = new Life(WEB).running();

    assertThat(web.cause())
        .isInstanceOfSatisfying(
            Cause.Rule.class, rule -> assertThat(rule.because()).isEqualTo(Life.asked("start")));
  }

  @Test
  void aProcessThatSaysItIsReadyIsBelievedAtOnce() {
    Life web = new Life(SAYS_SO).starting();

    web.takes(new Event.BecameReady(Life.run(1), "READY=1 was received"));

    assertThat(web.state().name()).isEqualTo(StateName.RUNNING);
    assertThat(web.cause().sentence()).isEqualTo("READY=1 was received");
  }

  @Test
  void beingReadyForgetsTheFailedAttempts() {
    Life web = new Life(WEB).starting().exits(1).alarmRings().spawnSucceeds();
    assertThat(web.ledger().attempt()).isEqualTo(2);

    web.alarmRings();

    assertThat(web.ledger().attempt()).isEqualTo(1);
  }

  @Test
  void aStartThatTakesTooLongIsEndedAndCountsAsAnAttempt() {
    Life web = new Life(SAYS_SO).starting();

    assertThat(web.untilAlarm()).isEqualTo(Duration.ofSeconds(5));
    web.alarmRings();
    assertThat(web.state().name()).isEqualTo(StateName.STOPPING);
    assertThat(web.effects()).containsExactly(new Effect.SignalRun(Life.run(1), Signal.TERM));
    web.exits(0);

    assertThat(web.state().name()).isEqualTo(StateName.BACKOFF);
    assertThat(web.ledger().attempt()).isEqualTo(2);
    assertThat(sentences(web.cause()))
        .containsExactly(
            "attempt 2 after a backoff of 100ms", "it was not ready within 5s (start_within)");
  }

  @Test
  void whatCannotBeExecutedCountsAsAnAttemptAndPauses() {
    Life web = new Life(WEB).takes(new Event.Go(Life.asked("start"), false)).spawnFails();

    assertThat(web.state().name()).isEqualTo(StateName.BACKOFF);
    assertThat(web.untilAlarm()).isEqualTo(Duration.ofMillis(100));
    assertThat(web.ledger().attempt()).isEqualTo(2);
    assertThat(sentences(web.cause()))
        .containsExactly("attempt 2 after a backoff of 100ms", "cannot execute bin/web: ENOENT");
  }

  @Test
  void aHoldWaitsAndAGoEndsTheWaiting() {
    Cause unmet = new Cause.Edge(Life.ID.unit(), "is not ready", Life.NOON);
    Life web = new Life(WEB).takes(new Event.Hold(unmet, false));

    assertThat(web.state()).isEqualTo(new State.Waiting());
    assertThat(web.cause()).isEqualTo(unmet);
    assertThat(web.effects()).isEmpty();
    assertThat(web.starting().state().name()).isEqualTo(StateName.STARTING);
  }

  @Test
  void aStartThatWasAskedForForgivesEarlierFailures() {
    Life web = new Life(WEB).starting().exits(1).alarmRings().spawnSucceeds().exits(1);
    assertThat(web.ledger().attempt()).isEqualTo(3);

    web.takes(new Event.Go(Life.asked("start"), true));

    assertThat(web.state()).isEqualTo(new State.Launching(Life.run(3)));
    assertThat(web.ledger().attempt()).isEqualTo(1);
    assertThat(web.ledger().failureNanos()).isEqualTo(List.of());
  }

  @Test
  void aProcessOfAnEarlierDaemonIsTakenOverAsItIs() {
    Life stable =
        new Life(WEB)
            .takes(
                new Event.Adopted(
                    Life.run(9), Life.process(9), new Standing.Phase.Proved(Life.run(9))));
    Life young =
        new Life(WEB)
            .takes(new Event.Adopted(Life.run(9), Life.process(9), new Standing.Phase.Due()));

    assertThat(stable.state().name()).isEqualTo(StateName.RUNNING);
    assertThat(young.state().name()).isEqualTo(StateName.STARTING);
    assertThat(stable.instance().adopted()).isTrue();
    assertThat(stable.effects()).isEmpty();
    assertThat(stable.cause().sentence()).isEqualTo("pid 109 of an earlier daemon was found alive");
    assertThat(stable.exits(1).alarmRings().instance().adopted()).isFalse();
  }

  private static List<String> sentences(Cause cause) {
    return cause instanceof Cause.Rule(String rule, var _, Cause because)
        ? List.of(rule, because.sentence())
        : List.of(cause.sentence());
  }
}
