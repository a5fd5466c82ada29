package dev.tend.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0ms, 0s",
    "200, 200ms, 0s",
    "999, 999ms, 0s",
    "1000, 1s, 1s",
    "3240, 3.2s, 3s",
    "42900, 42s, 42s",
    "192000, 3m12s, 3m12s",
    "180000, 3m, 3m",
    "7260000, 2h1m, 2h1m",
    "187200000, 2d4h, 2d4h",
    "-5, 0ms, 0s",
  })
  void twoPartsAreEnough(long millis, String text, String age) {
    assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
    assertThat(DurationText.ofAge(Duration.ofMillis(millis))).isEqualTo(age);
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500", "30s, 30000", "1h30m, 5400000", "1d, 86400000", "1m5s10ms, 65010"})
  void partsAddUp(String text, long millis) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5s!", "x5s", "1.5s", "99999999999s"})
  void anythingElseIsNone(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
