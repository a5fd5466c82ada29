package dev.tend.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S, 5s",
    "500ms, PT0.5S, 500ms",
    "1h30m, PT1H30M, 1h30m",
    "90m, PT1H30M, 1h30m",
    "1d, P1D, 1d",
    "36h, P1DT12H, 1d12h",
    "1.5s, PT1.5S, 1s500ms",
    "10us, PT0.00001S, 10us",
    "10µs, PT0.00001S, 10us",
    "7ns, PT0.000000007S, 7ns",
    "0s, PT0S, 0s",
    "1M, PT1M, 1m",
    "36500d, PT876000H, 36500d",
  })
  void aDurationIsReadAndWritten(String text, Duration duration, String written) {
    assertThat(DurationText.parse(text)).contains(new DurationText(duration));
    assertThat(new DurationText(duration)).hasToString(written);
    assertThat(DurationText.parse(written)).contains(new DurationText(duration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0", "-5s", "s", "5 s", "5 seconds", "1h 30m", "1e3s", "36501d"})
  void whatIsNoDurationIsNone(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
