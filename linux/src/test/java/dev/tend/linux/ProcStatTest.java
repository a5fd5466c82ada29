package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcStatTest {

  private static final String AFTER_THE_NAME =
      " S 1 42 41 0 -1 4194560 0 0 0 0 7 5 0 0 20 0 3 0 987654 0 0 18446744073709551615 4096 0 0 0 0 0 0"
          + " 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 8000 8192 256\n";

  @Test
  void aNameMayHoldSpacesAndParentheses() {
    ProcStat stat = ProcStat.parse(43, "43 (a) R 7 (b)" + AFTER_THE_NAME);

    assertThat(stat)
        .isEqualTo(new ProcStat(43, 'S', 1, 42, 41, 3, 12, 987654, false, 4096, 8000, 8192, 256));
  }

  @Test
  void aProcessWhoseFirstThreadAloneHasEndedLives() {
    ProcStat stat = ProcStat.parse(43, "43 (java)" + AFTER_THE_NAME.replace(" S ", " Z "));

    assertThat(stat.ended()).isFalse();
  }

  @Test
  void aProcessThatIsOnItsWayOutSaysSoInItsFlags() {
    ProcStat stat = ProcStat.parse(43, "43 (sh)" + AFTER_THE_NAME.replace("4194560", "4194564"));

    assertThat(stat.exiting()).isTrue();
  }
}
