package dev.tend.daemon.provisr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.linux.ProcessVitals;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final InstanceId DB = new InstanceId(new UnitName("db"), 1);
  private static final InstanceId WEB = new InstanceId(new UnitName("web"), 1);
  private static final long SECOND = 1_000_000_000L;

  private long now;
  private long cpu = 100 * SECOND;
  private long started = 7;
  private boolean alive = true;
  private final Sampling sampling =
      new Sampling(new StillEngine(Scene.snapshot(), 1), 2, this::measure, () -> now);

  private Optional<ProcessVitals> measure(ProcessRef process) {
    return alive && process.pid() == 41
        ? Optional.of(
            new ProcessVitals(41, started, cpu, 1 << 20, 1 << 21, 0, 1, OptionalInt.of(3)))
        : Optional.empty();
  }

  private double percentAfter(long nanos, long used) {
    now += nanos;
    cpu += used;
    sampling.sample();
    return sampling.latest(DB).orElseThrow().cpuPercent();
  }

  @Test
  void b69PercentAreOfTheLastIntervalAndNotOfTheWholeLife() {
    assertThat(percentAfter(0, 0)).as("first").isZero();
    assertThat(percentAfter(SECOND, SECOND / 2)).isEqualTo(50);
    assertThat(percentAfter(2 * SECOND, 0)).isZero();
    assertThat(percentAfter(SECOND, 2 * SECOND)).as("two CPUs").isEqualTo(200);
  }

  @Test
  void aNewProcessIsNotComparedWithTheOneBefore() {
    percentAfter(0, 0);
    started = 8;
    cpu = 0;

    assertThat(percentAfter(SECOND, SECOND / 4)).isZero();
    assertThat(percentAfter(SECOND, SECOND / 4)).isEqualTo(25);
  }

  @Test
  void theLatestSamplesAreKeptAndThoseOfTheEndedAreNoneOfNow() {
    percentAfter(0, 0);
    percentAfter(SECOND, 0);
    percentAfter(SECOND, SECOND);

    assertThat(sampling.history(DB)).extracting(Sample::cpuPercent).containsExactly(0.0, 100.0);
    assertThat(sampling.latest(WEB)).isEmpty();

    alive = false;
    sampling.sample();
    assertThat(sampling.latest(DB)).isEmpty();
    assertThat(sampling.history(DB)).hasSize(2);
  }
}
