package dev.tend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When something is to happen, however whoever answers writes it.
class ForecastItemTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-24T00:30:00.000Z",
        "2026-02-28T23:59:59.999Z",
        "2026-10-24T00:30:00Z",
        "2026-10-24T00:30:00.123456Z",
        "2026-10-24T00:30:00.00+01:00"
      })
  void aMomentIsWhatItsTextSays(String text) {
    assertThat(at(text).moment()).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:30:00.000Z",
        "2026-10-24T00:3x:00.000Z",
        "2026-10-24 00:30:00.000Z",
        ""
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> at(text).moment()).isInstanceOf(DateTimeException.class);
  }

  private static ForecastItem at(String text) {
    return new ForecastItem(text, "backup", "fire", "its schedule", null, null);
  }
}
