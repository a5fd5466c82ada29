package dev.tend.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationAtAGlanceTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0ms",
    "PT0.0009S, 0ms",
    "PT0.25S, 250ms",
    "PT0.999S, 999ms",
    "PT1S, 1s",
    "PT1.5S, 1.5s",
    "PT1.05S, 1.05s",
    "PT25.125S, 25.125s",
    "PT60S, 1m",
    "PT61.5S, 1m1s",
    "PT90M, 1h30m",
    "P1D, 1d",
    "P1DT1S, 1d1s",
    "P400D, 400d",
  })
  void durationsReadAsOperatorsWriteThem(Duration duration, String text) {
    assertThat(DurationText.of(duration)).isEqualTo(text);
  }
}
