package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.Backoff;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffDelayTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          MIN,  MAX,   FACTOR, JITTER, ATTEMPT,    CHANCE, DELAY
          100,  30000, 2.0,    0.0,    1,          0.5,    100ms
          100,  30000, 2.0,    0.0,    2,          0.5,    200ms
          100,  30000, 2.0,    0.0,    9,          0.5,    25.6s
          100,  30000, 2.0,    0.0,    10,         0.5,    30s
          100,  30000, 2.0,    0.0,    2147483647, 0.5,    30s
          100,  30000, 1.0,    0.0,    50,         0.5,    100ms
          100,  30000, 1.5,    0.0,    3,          0.5,    225ms
          1000, 1000,  2.0,    0.0,    7,          0.5,    1s
          100,  30000, 2.0,    0.1,    1,          0.0,    90ms
          100,  30000, 2.0,    0.1,    1,          0.5,    100ms
          100,  30000, 2.0,    0.1,    1,          0.75,   105ms
          100,  30000, 2.0,    0.1,    10,         0.0,    27s
          100,  30000, 2.0,    0.1,    10,         0.75,   30s
          10,   30000, 2.0,    1.0,    1,          0.0,    10ms
          """)
  void thePauseAfterAFailedAttempt(
      long min, long max, double factor, double jitter, int attempt, double chance, String delay) {
    Backoff backoff = new Backoff(Duration.ofMillis(min), Duration.ofMillis(max), factor, jitter);

    assertThat(DurationText.of(backoff.delay(attempt, chance))).isEqualTo(delay);
  }

  @Test
  void noChanceLeadsBelowTheFloorOrAboveTheLongestPause() {
    Backoff wild = new Backoff(Backoff.FLOOR, Duration.ofSeconds(2), 3.0, 1.0);

    for (int attempt = 1; attempt < 100; attempt++) {
      for (double chance = 0; chance < 1; chance += 1.0 / 64) {
        assertThat(wild.delay(attempt, chance)).isBetween(Backoff.FLOOR, Duration.ofSeconds(2));
      }
    }
  }
}
