package dev.tend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointTextTest {

  private final PointText madrid =
      new PointText(Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneId.of("Europe/Madrid")));

  @ParameterizedTest
  @CsvSource({
    "2h30m, 2h30m",
    "17:30, 2026-11-21T16:30:00Z",
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-11-20 08:00, 2026-11-20T07:00:00Z",
    "2026-11-20T08:00:05, 2026-11-20T07:00:05Z",
    "2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z",
    "2026-11-20T08:00:00+05:00, 2026-11-20T03:00:00Z",
  })
  void timesAreThoseOfWhoWritesThem(String written, String sent) {
    assertThat(madrid.time(written)).contains(sent);
    assertThat(madrid.event(written)).contains(sent);
  }

  @Test
  void anEventHasANumber() {
    assertThat(madrid.event("#4711")).contains("4711");
    assertThat(madrid.event("4711")).contains("4711");
    assertThat(madrid.time("4711")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "25:00", "2026-13-01", "", "#", "1h ago"})
  void whatIsNeitherIsRefused(String written) {
    assertThat(madrid.event(written)).isEmpty();
  }
}
