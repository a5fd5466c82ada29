package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import dev.tend.core.why.Answer;
import dev.tend.core.why.Why;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void noMoreAreStartingAtOnceThanMayBe() {
    Host host = opening(2, slow("a"), slow("b"), slow("c"), slow("d"));

    assertThat(host.turn().log()).containsExactly("a.1 starts", "b.1 starts");
    assertThat(host.states())
        .containsExactly("a.1 starting", "b.1 starting", "c.1 waiting", "d.1 waiting");
    assertThat(host.saysReady("b.1").log()).containsExactly("c.1 starts");
    assertThat(host.saysReady("a.1").log()).containsExactly("d.1 starts");
  }

  @Test
  void whoWaitsForItsTurnCanSaySo() {
    Host host = opening(1, slow("a"), slow("b")).turn();

    Answer answer = Why.answer(host.snapshot(), Host.id("b.1"), host.now()).orElseThrow();

    assertThat(answer.waitingFor())
        .containsExactly(
            "its turn has not come: 1 of 1 are starting", "a: it to say that it is ready");
    assertThat(answer.chain())
        .extracting(Answer.Link::sentence)
        .element(1)
        .asString()
        .startsWith("a has been starting");
  }

  @Test
  void theLowerPriorityGoesFirst() {
    Host host = opening(1, slow("a").withPriority(9), slow("b").withPriority(5), slow("c"));

    host.turn().saysReady("c.1").saysReady("b.1");

    assertThat(host.log()).containsExactly("c.1 starts", "b.1 starts", "a.1 starts");
  }

  @Test
  void whoIsReadyByBeingUpNeedsNoTurn() {
    Host host = opening(1, Host.service("a"), slow("b"), Host.service("c"));

    assertThat(host.turn().log()).containsExactly("a.1 starts", "b.1 starts", "c.1 starts");
  }

  @Test
  void aFailedAttemptEndsTheTurnAndTheNextOneNeedsNone() {
    Host host = opening(1, slow("a"), slow("b")).turn();

    host.ends("a.1", new Exit.Code(1));
    assertThat(host.states()).containsExactly("a.1 backoff", "b.1 starting");
    host.passes(Duration.ofSeconds(1));

    assertThat(host.states()).containsExactly("a.1 starting", "b.1 starting");
  }

  @Test
  void whoIsStoppedWhileItWaitsGivesItsTurnAway() {
    Host host = opening(1, slow("a"), slow("b"), slow("c")).turn();
    host.log();

    host.stop("b");
    host.saysReady("a.1");

    assertThat(host.log()).containsExactly("c.1 starts");
  }

  @Test
  void whatIsRequiredComesFirstAndNobodyWhoWaitsForItHoldsATurn() {
    Host host = opening(1, slow("a"), Host.service("b", "a").withStart(rule()), slow("c"));

    host.turn().saysReady("a.1").saysReady("b.1").saysReady("c.1");

    assertThat(host.log()).containsExactly("a.1 starts", "b.1 starts", "c.1 starts");
  }

  @Test
  void aReloadCanLetMoreStart() {
    ServiceSpec[] specs = {slow("a"), slow("b"), slow("c")};
    Host host = opening(1, specs).turn();

    host.reload(specs);

    assertThat(host.log()).containsExactly("a.1 starts", "b.1 starts", "c.1 starts");
  }

  private static Host opening(int parallel, ServiceSpec... specs) {
    return Host.opening(Configuration.of(specs).withParallel(parallel));
  }

  private static ServiceSpec slow(String name) {
    return Host.service(name).withStart(rule());
  }

  private static StartRule rule() {
    return new StartRule(Duration.ofSeconds(30), Duration.ofSeconds(1), Readiness.SIGNALLED);
  }
}
