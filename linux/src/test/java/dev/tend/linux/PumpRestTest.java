package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PumpRestTest {

  private final PumpRest rest = new PumpRest();

  @Test
  void restsLongerWhileLittleCome() {
    assertThat(millisAfter(1)).isEqualTo(2);
    assertThat(millisAfter(24)).isEqualTo(4);
    assertThat(millisAfter(24)).isEqualTo(8);
    assertThat(millisAfter(0)).isEqualTo(10);
    assertThat(millisAfter(0)).isEqualTo(10);
  }

  @Test
  void staysAsItIsWhereMoreWouldBeTooLong() {
    millisAfter(1);

    assertThat(millisAfter(25)).isEqualTo(2);
    assertThat(millisAfter(49)).isEqualTo(2);
  }

  @Test
  void doesNotRestWhileAWriterIsAboutToWait() {
    assertThat(millisAfter(50)).isZero();
    assertThat(millisAfter(100)).isZero();
    assertThat(millisAfter(30)).isZero();
  }

  @Test
  void restsBrieflyAtFirstAfterThat() {
    millisAfter(100);

    assertThat(rest.after(3)).isEqualTo(PumpRest.BRIEF_NANOS);
    assertThat(rest.after(3)).isEqualTo(2 * PumpRest.BRIEF_NANOS);
  }

  @Test
  void isShortAgainOnceNobodyWrote() {
    millisAfter(1);
    millisAfter(1);
    rest.wasLongEnough();

    assertThat(millisAfter(1)).isEqualTo(2);
  }

  private long millisAfter(int fullestPercent) {
    return TimeUnit.NANOSECONDS.toMillis(rest.after(fullestPercent));
  }
}
