package dev.tend.core.companion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What probes ask, when, and what the answers come to.
final class ProbingTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final RunId MAIN = new RunId("main");
  private static final RunId COMMAND = new RunId("command");
  private static final Check HTTP = Check.Http.get("http://127.0.0.1/");
  private static final Check EXEC = new Check.Exec(new Command(List.of("bin/probe")));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Finding WELL = Finding.good("got HTTP 200");
  private static final Finding BROKEN = Finding.bad("got HTTP 503", "no database");

  private Act act =
      new Act(new Leftovers(new Duty.Bury(MAIN), List.of()), List.of(), List.of(), List.of());
  private long nanos;

  @Test
  void nothingIsAskedBeforeTheDelay() {
    prove(Optional.empty(), probe(3));

    assertThat(act.effects()).isEmpty();
    assertThat(due()).isBetween(3_000_000_000L, 3_100_000_000L);
  }

  @Test
  void aStartHasSucceededWithTheReadinessProbe() {
    prove(Optional.empty(), probe(0));
    ring();

    answer(WELL);

    assertThat(act.told())
        .containsExactly(new Event.Proved(MAIN, "its readiness probe got HTTP 200"));
  }

  @Test
  void theReadinessProbeWaitsForTheStartupProbe() {
    prove(probe(0), probe(2));
    ring();
    assertThat(open().kind()).isEqualTo(ProbeKind.STARTUP);

    answer(BROKEN);
    ring();
    answer(WELL);

    assertThat(act.told()).isEmpty();
    assertThat(due() - nanos).isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos());
    ring();
    assertThat(open().kind()).isEqualTo(ProbeKind.READINESS);
  }

  @Test
  void whatAStartWaitsForIsKnownWithTheAgeOfItsLastAnswer() {
    prove(Optional.empty(), probe(0));
    assertThat(probing().lastly(terms().now()))
        .isEqualTo("its readiness probe has not been answered");
    for (int i = 0; i < 3; i++) {
      ring();
      answer(BROKEN);
    }
    nanos += Duration.ofMillis(400).toNanos();

    assertThat(probing().lastly(terms().now()))
        .isEqualTo(
            "its readiness probe got HTTP 503 three times, the last time 400ms before: no"
                + " database");
  }

  @Test
  void anAnswerToAnEarlierQuestionIsDropped() {
    attend(ProbeKind.LIVENESS, HTTP);
    ring();
    AskId first = open();
    answer(BROKEN);
    ring();

    act = probing().answered(first, BROKEN, terms());

    assertThat(probing().tally().failures()).isEqualTo(1);
    assertThat(open().number()).isEqualTo(2);
  }

  @Test
  void aTurnThatComesLateDoesNotMoveTheNextQuestions() {
    attend(ProbeKind.LIVENESS, HTTP);
    long first = due();
    nanos = first + Duration.ofMillis(30).toNanos();
    act = probing().rings(terms());
    nanos += Duration.ofMillis(5).toNanos();

    answer(WELL);

    assertThat(due()).isEqualTo(first + SECOND.toNanos());
  }

  @Test
  void aServiceIsCondemnedByFailuresInARow() {
    attend(ProbeKind.LIVENESS, HTTP);
    for (int i = 0; i < 3; i++) {
      assertThat(act.told()).isEmpty();
      ring();
      answer(BROKEN);
    }

    Event.Condemned condemned = (Event.Condemned) act.told().getFirst();
    assertThat(condemned.cause())
        .isEqualTo(
            new Cause.Observed(
                "its liveness probe got HTTP 503 three times: no database", terms().now().wall()));
    assertThat(condemned.end().success()).isFalse();
    assertThat(condemned.end().stable()).isTrue();
  }

  @Test
  void failuresOfSeveralKindsAreSummedUp() {
    attend(ProbeKind.LIVENESS, HTTP);
    ring();
    answer(BROKEN);
    ring();
    answer(BROKEN);
    ring();
    answer(Finding.bad("could not connect"));

    assertThat(((Event.Condemned) act.told().getFirst()).cause().sentence())
        .isEqualTo("its liveness probe failed three times, the last time it could not connect");
  }

  @Test
  void readinessComesAndGoesAndNobodyIsEnded() {
    attend(ProbeKind.READINESS, HTTP);
    assertThat(probing().ready()).isTrue();
    for (int i = 0; i < 3; i++) {
      ring();
      answer(BROKEN);
    }
    assertThat(probing().ready()).isFalse();
    assertThat(act.remarks()).extracting(Act.Remark::type).containsExactly("not_ready");
    assertThat(act.told()).isEmpty();

    ring();
    answer(WELL);

    assertThat(probing().ready()).isTrue();
    assertThat(act.remarks()).extracting(Act.Remark::type).containsExactly("ready");
  }

  @Test
  void theNextQuestionIsDueAnIntervalAfterTheLastOneOrWhenThatIsAnswered() {
    attend(ProbeKind.LIVENESS, HTTP);
    ring();
    long asked = nanos;
    nanos += SECOND.toNanos() / 4;
    answer(WELL);
    assertThat(due()).isEqualTo(asked + SECOND.toNanos());

    ring();
    nanos += 3 * SECOND.toNanos();
    answer(WELL);

    assertThat(due()).isEqualTo(nanos);
  }

  @Test
  void aCommandAnswersWithItsLastWords() {
    attend(ProbeKind.READINESS, EXEC);
    ring();
    assertThat(act.effects()).singleElement().isInstanceOf(Effect.Spawn.class);

    Probing told = probing().hears("looking\nno database\n");
    act = told.takes(new Event.Exited(COMMAND, new Exit.Code(1), true), terms());

    assertThat(probing().latest().getFirst().sentence())
        .isEqualTo("its readiness probe exited with code 1: no database");
  }

  @Test
  void aCommandThatHangsIsKilledAndHasFailedWhenItIsGone() {
    attend(ProbeKind.READINESS, EXEC);
    ring();

    ring();
    assertThat(act.effects()).containsExactly(new Effect.KillTree(COMMAND));
    assertThat(probing().latest()).isEmpty();
    act = probing().takes(new Event.Exited(COMMAND, new Exit.Signalled(9, false), true), terms());

    assertThat(probing().latest().getFirst().finding().what()).isEqualTo("did not end within 5s");
  }

  @Test
  void aCommandThatDoesNotDieHasFailedOnce() {
    attend(ProbeKind.READINESS, EXEC);
    ring();
    ring();

    ring();
    assertThat(probing().tally().failures()).isEqualTo(1);
    ring();
    act = probing().takes(new Event.Exited(COMMAND, new Exit.Signalled(9, false), true), terms());

    assertThat(probing().tally().failures()).isEqualTo(1);
  }

  @Test
  void whoIsDismissedWaitsForNoAnswer() {
    attend(ProbeKind.LIVENESS, HTTP);
    ring();
    AskId asked = open();

    act = Leftovers.of(probing(), terms());

    assertThat(act.effects()).containsExactly(new Effect.Unask(asked));
    assertThat(act.companion().errands()).isEmpty();
  }

  private void prove(Optional<Probe> startup, Optional<Probe> readiness) {
    Probes probes = new Probes(startup, readiness, Optional.empty());
    act = Probing.prove(new Duty.Prove(MAIN, probes), terms());
  }

  private void attend(ProbeKind kind, Check check) {
    act = Probing.attend(new Duty.Attend(MAIN, 0, kind, Probe.of(check, SECOND)), terms());
  }

  private static Optional<Probe> probe(int delaySeconds) {
    return Optional.of(new Probe(HTTP, Duration.ofSeconds(delaySeconds), SECOND, SECOND, 3, 1));
  }

  private Probing probing() {
    return (Probing) act.companion();
  }

  private AskId open() {
    return probing().open().orElseThrow();
  }

  private long due() {
    return probing().coming().orElseThrow().atNanos();
  }

  /// Lets time pass until something is due.
  private void ring() {
    nanos = due();
    act = probing().rings(terms());
  }

  private void answer(Finding finding) {
    act = probing().answered(open(), finding, terms());
  }

  private Terms terms() {
    return new Terms(
        new InstanceId(new UnitName("web"), 1),
        ServiceSpec.of("web", "bin/web"),
        false,
        new Moment(NOON.plusNanos(nanos), nanos),
        false,
        true,
        0.5,
        COMMAND);
  }
}
