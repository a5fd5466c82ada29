package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronRecordTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final Firing PLANNED = new Firing.Planned(AT, true);

  /// What an operator is called and what a program says may hold anything.
  private static final String ODD = "a\tb\\t\\c=d\ne é";

  private static final CronState FULL =
      new CronState(
          AT,
          List.of(
              new CronState.Waiting(PLANNED, AT.plusSeconds(3)),
              new CronState.Waiting(new Firing.Triggered(new Actor(ODD), AT), AT)),
          List.of(
              new CronState.Active(7, new Firing.Booted(AT), AT.plusMillis(1), true),
              new CronState.Active(8, new Firing.Planned(AT, false), AT, false)),
          List.of(new CronState.Result(6, PLANNED, AT, AT.plusSeconds(9), false, ODD)),
          List.of(new Skip(AT, AT.plusSeconds(60), 2, Skip.Reason.SUSPENDED, true, AT)),
          Optional.of(new CronState.Word(true, new Actor(ODD), AT)),
          Optional.of("boot-1"),
          8);

  @Test
  void whatWasWrittenIsRead() {
    assertThat(CronRecord.parse(new CronRecord(FULL).text()).state()).isEqualTo(FULL);
    CronState fresh = CronState.fresh(AT, Optional.empty());
    assertThat(CronRecord.parse(new CronRecord(fresh).text()).state()).isEqualTo(fresh);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accounted=2026-11-21T10:00:00Z\n",
        "accounted=soon\nnumber=1\n",
        "accounted=2026-11-21T10:00:00Z\nnumber=1\nskip.1=x\n",
        "accounted=2026-11-21T10:00:00Z\nnumber=1\nwaiting.1=2026-11-21T10:00:00Z\n",
        "accounted=2026-11-21T10:00:00Z\nnumber=1\nword=yes\troot\t2026-11-21T10:00:00Z\n",
        "accounted=2026-11-21T10:00:00Z\nnumber=1",
      })
  void whatIsNoRecordIsRefused(String text) {
    assertThatThrownBy(() -> CronRecord.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRecordThatIsCutOffAnywhereIsRefusedOrLacksItsLastLines() {
    String text = new CronRecord(FULL).text();
    for (int length = 0; length < text.length(); length++) {
      String torn = text.substring(0, length);
      if (!torn.endsWith("\n")) {
        assertThatThrownBy(() -> CronRecord.parse(torn))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aCauseWithABackslashBeforeATIsReadAsItWas() {
    Cause cause = new Cause.Configured("C:\\temp\\new\tfolder\\", AT);

    assertThat(CauseText.parse(CauseText.lines(cause))).isEqualTo(cause);
  }
}
