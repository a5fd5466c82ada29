package dev.tend.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aDelayIsCountedOnTheMonotonicClock() {
    assertThat(new Moment(NOON, 5).nanosAfter(Duration.ofNanos(7))).isEqualTo(12);
    assertThat(new Moment(NOON, 5).nanosAfter(Duration.ZERO)).isEqualTo(5);
  }

  @Test
  void aDelayBeyondTheClockIsNever() {
    Moment late = new Moment(NOON, Long.MAX_VALUE - 5);

    assertThat(late.nanosAfter(Duration.ofNanos(5))).isEqualTo(Long.MAX_VALUE);
    assertThat(late.nanosAfter(Duration.ofNanos(6))).isEqualTo(Long.MAX_VALUE);
    assertThat(late.nanosAfter(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(new Moment(NOON, 0).nanosAfter(Duration.ofNanos(Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theTimeOfDayOfADeadlineFollowsTheClocksAsTheyAreNow() {
    assertThat(new Moment(NOON, 1_000).wallAt(3_000)).isEqualTo(NOON.plusNanos(2_000));
    assertThat(new Moment(NOON, 3_000).wallAt(1_000)).isEqualTo(NOON.minusNanos(2_000));
  }

  @Test
  void theTimeOfDayOfNeverCanBeSaid() {
    assertThat(new Moment(NOON, 0).wallAt(Long.MAX_VALUE)).isAfter(NOON);
  }
}
