package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Cron jobs on simulated machines, a scenario a seed.
///
/// `-Dtend.sim.seeds=N` runs N seeds, `-Dtend.sim.first=S` starts with seed S.
class CronSimulationTest {
  private static final long SEEDS = Long.getLong("tend.sim.seeds", 500);
  private static final long FIRST = Long.getLong("tend.sim.first", 1);

  @Test
  void everyFiringIsAccountedForOnceForEverySeed() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Optional<String> failure = CronSimulation.failure(seed);

      assertThat(failure).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void thereIsSomethingToAccountFor() {
    int firings = LongStream.range(1, 21).mapToInt(CronSimulation::firings).sum();

    assertThat(firings).isGreaterThan(500);
  }
}
