package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.spec.UnitName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The alarms by the time of day.
class WallAlarmsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final UnitName A = new UnitName("a");
  private static final UnitName B = new UnitName("b");
  private static final UnitName C = new UnitName("c");

  private final WallAlarms alarms = new WallAlarms();

  @Test
  void theyGoOffByTimeAndThenByNameEachOnce() {
    alarms.arm(C, NOON);
    alarms.arm(B, NOON.plusSeconds(1));
    alarms.arm(A, NOON.plusSeconds(1));

    assertThat(alarms.next()).isEqualTo(NOON);
    assertThat(alarms.due(NOON.minusNanos(1))).isEmpty();
    assertThat(alarms.due(NOON.plusSeconds(1))).containsExactly(C, A, B);
    assertThat(alarms.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void aNewTimeTakesThePlaceOfTheOldOne() {
    alarms.arm(A, NOON);
    alarms.arm(A, NOON.plusSeconds(9));

    assertThat(alarms.due(NOON.plusSeconds(8))).isEmpty();
    assertThat(alarms.due(NOON.plusSeconds(9))).containsExactly(A);
  }

  @Test
  void whatIsDroppedDoesNotGoOff() {
    alarms.arm(A, NOON);
    alarms.arm(B, NOON);

    alarms.drop(A);
    alarms.drop(C);

    assertThat(alarms.due(NOON)).containsExactly(B);
    assertThat(alarms.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void whenTheClockIsSetAllReckonAnew() {
    alarms.arm(B, NOON.plusSeconds(60));
    alarms.arm(A, NOON.plusSeconds(90));

    alarms.clockSet();

    assertThat(alarms.due(NOON)).containsExactly(B, A);
    alarms.arm(A, NOON.plusSeconds(90));
    assertThat(alarms.due(NOON)).isEmpty();
  }
}
