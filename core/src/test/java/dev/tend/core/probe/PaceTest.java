package dev.tend.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Check;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When probes ask.
final class PaceTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Probe PROBE =
      new Probe(new Check.Tcp("80"), Duration.ofSeconds(3), TEN, TEN, 3, 1);

  @Test
  void nobodyIsAskedBeforeTheDelay() {
    assertThat(starts()).allMatch(first -> first.compareTo(PROBE.delay()) >= 0);
    assertThat(runs(ProbeKind.LIVENESS)).allMatch(first -> first.compareTo(PROBE.delay()) >= 0);
  }

  @Test
  void aStartWaitsForNoMoreThanATenthOfASecond() {
    assertThat(starts())
        .allMatch(first -> first.minus(PROBE.delay()).compareTo(Duration.ofMillis(100)) <= 0);
  }

  @Test
  void aThousandInstancesAreSpreadOverTheInterval() {
    int[] bySecond = new int[11];
    runs(ProbeKind.LIVENESS).forEach(first -> bySecond[(int) first.minusSeconds(3).toSeconds()]++);

    assertThat(IntStream.range(0, 10).map(second -> bySecond[second]))
        .allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void readinessThatHeldOnceIsAskedAgainWithinTheInterval() {
    assertThat(runs(ProbeKind.READINESS)).allMatch(first -> first.compareTo(TEN) <= 0);
  }

  @Test
  void whoStartsIsAskedEachSecondAtLeast() {
    assertThat(Pace.whileStarting(PROBE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Pace.whileStarting(Probe.of(PROBE.check(), Duration.ofMillis(20))))
        .isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void questionsOfOneMomentAreAskedTogether() {
    long step = Duration.ofMillis(500).toNanos();

    assertThat(Pace.step(PROBE, 7 * step)).isEqualTo(7 * step);
    assertThat(Pace.step(PROBE, 8 * step - 1)).isEqualTo(7 * step);
  }

  @Test
  void noQuestionComesMoreThanATenthOfItsIntervalSooner() {
    Probe quick = Probe.of(PROBE.check(), Duration.ofMillis(20));
    long at = Duration.ofMillis(1999).toNanos();

    assertThat(Pace.step(quick, at)).isEqualTo(Duration.ofMillis(1998).toNanos());
  }

  private static List<Duration> starts() {
    return instances().map(id -> Pace.firstOfStart(PROBE, id, ProbeKind.READINESS)).toList();
  }

  private static List<Duration> runs(ProbeKind kind) {
    return instances().map(id -> Pace.firstOfRun(PROBE, id, kind)).toList();
  }

  private static Stream<InstanceId> instances() {
    return IntStream.rangeClosed(1, 1000)
        .mapToObj(number -> new InstanceId(new UnitName("web" + number), 1));
  }
}
