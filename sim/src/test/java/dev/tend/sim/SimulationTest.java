package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The production loop on simulated machines, a scenario a seed.
///
/// `-Dtend.sim.seeds=N` runs N seeds, `-Dtend.sim.first=S` starts with seed S.
class SimulationTest {
  private static final long SEEDS = Long.getLong("tend.sim.seeds", 500);
  private static final long FIRST = Long.getLong("tend.sim.first", 1);

  @Test
  void theInvariantsHoldForEverySeed() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Optional<String> failure = new Seeds().failure(seed);

      assertThat(failure).as("seed %d", seed).isEmpty();
    }
  }

  /// Seeds that once failed stay here.
  @ParameterizedTest
  @ValueSource(longs = {1})
  void aPinnedSeedHolds(long seed) {
    assertThat(new Seeds().failure(seed)).isEmpty();
  }
}
