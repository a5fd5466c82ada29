package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.probe.ProbeKind;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [dev.tend.engine.Prober] promises, the simulated one and the real one alike.
///
/// A subclass makes the kernel and the services that are asked.
public abstract class ProberContract {

  /// How long a claim may take on a machine that is busy with other things.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Long enough to see that something does not happen.
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private static final Duration SHORT = Duration.ofMillis(50);

  private Kernel kernel;
  private Clock clock;
  private final List<Answered> seen = new ArrayList<>();
  private int asked;

  protected ProberContract() {}

  protected abstract Kernel open();

  protected abstract Clock clock();

  /// Answers soon, and well.
  protected abstract Check.Look fine();

  /// Answers soon, and badly.
  protected abstract Check.Look broken();

  /// Never answers.
  protected abstract Check.Look silent();

  @BeforeEach
  final void openKernel() {
    kernel = open();
    clock = clock();
  }

  @AfterEach
  final void closeKernel() {
    kernel.close();
  }

  @Test
  void aGoodAnswerComesOnce() {
    AskId ask = ask(fine(), PATIENCE);

    awaitAnswer(ask);
    awaitAWhile();

    assertThat(seen).hasSize(1);
    assertThat(finding(ask).ok()).isTrue();
  }

  @Test
  void aBadAnswerIsOneTooAndSaysWhatWasFound() {
    AskId ask = ask(broken(), PATIENCE);

    awaitAnswer(ask);

    assertThat(finding(ask).ok()).isFalse();
    assertThat(finding(ask).what()).isNotEmpty();
  }

  @Test
  void whatDoesNotAnswerHasFailedWhenTheTimeoutIsOver() {
    long before = clock.now().monotonicNanos();
    AskId ask = ask(silent(), SHORT);

    awaitAnswer(ask);

    assertThat(clock.now().monotonicNanos() - before).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(finding(ask).ok()).isFalse();
    assertThat(finding(ask).what()).endsWith("within 50ms");
  }

  @Test
  void aCancelledQuestionIsNotAnswered() {
    AskId ask = ask(silent(), SHORT);

    kernel.prober().cancel(ask);
    awaitAWhile();

    assertThat(seen).isEmpty();
  }

  @Test
  void cancellingWhatWasAnsweredDoesNothing() {
    AskId ask = ask(fine(), PATIENCE);
    awaitAnswer(ask);

    kernel.prober().cancel(ask);
    awaitAWhile();

    assertThat(seen).hasSize(1);
  }

  @Test
  void manyThatAreSilentHoldNobodyUp() {
    for (int i = 0; i < 50; i++) {
      ask(silent(), PATIENCE);
    }

    AskId ask = ask(fine(), PATIENCE);
    awaitAnswer(ask);

    assertThat(seen).hasSize(1);
  }

  private AskId ask(Check.Look check, Duration timeout) {
    InstanceId web = new InstanceId(new UnitName("web"), 1 + asked);
    AskId ask = new AskId(web, new RunId("run"), ProbeKind.LIVENESS, ++asked);
    kernel.prober().ask(ask, check, timeout);
    return ask;
  }

  private Finding finding(AskId ask) {
    return seen.stream()
        .filter(answered -> answered.ask().equals(ask))
        .findFirst()
        .orElseThrow()
        .finding();
  }

  private void awaitAnswer(AskId ask) {
    long end = clock.now().nanosAfter(PATIENCE);
    while (seen.stream().noneMatch(answered -> answered.ask().equals(ask))) {
      assertThat(clock.now().monotonicNanos()).as("still waiting for " + ask).isLessThan(end);
      take(clock.now().nanosAfter(SHORT));
    }
  }

  private void awaitAWhile() {
    long end = clock.now().nanosAfter(A_WHILE);
    while (clock.now().monotonicNanos() < end) {
      take(end);
    }
  }

  private void take(long deadlineNanos) {
    kernel.await(deadlineNanos).forEach(event -> seen.add((Answered) event));
  }
}
