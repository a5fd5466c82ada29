package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.spec.ServiceSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Cause NEW = new Cause.Configured("it is new", Instant.EPOCH);

  private final Alarms alarms = new Alarms();

  @Test
  void nothingIsDueWhereNothingIsArmed() {
    assertThat(alarms.nextNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(alarms.due(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void theEarliestRingsFirstAndOnlyWhenItIsDue() {
    Bell late = armed("web.1", 0, 20);
    Bell early = armed("web.2", 0, 10);

    assertThat(alarms.nextNanos()).isEqualTo(10);
    assertThat(alarms.due(9)).isEmpty();
    assertThat(alarms.due(20)).contains(early);
    assertThat(alarms.due(20)).contains(late);
    assertThat(alarms.due(20)).isEmpty();
  }

  @Test
  void thoseThatAreDueAtOnceRingInTheOrderOfTheirNamesTheInstanceBeforeWhatIsBesideIt() {
    Bell third = armed("web.2", 0, 10);
    Bell second = armed("web.1", 1, 10);
    Bell first = armed("web.1", 0, 10);

    assertThat(alarms.due(10)).contains(first);
    assertThat(alarms.due(10)).contains(second);
    assertThat(alarms.due(10)).contains(third);
  }

  @Test
  void aBellThatRangIsArmedAgainForTheSameTime() {
    Bell bell = armed("web.1", 0, 10);
    alarms.due(10);

    alarms.arm(bell, 10);

    assertThat(alarms.nextNanos()).isEqualTo(10);
  }

  @Test
  void aBellThatIsArmedForNothingRingsNoMore() {
    Bell bell = armed("web.1", 0, 10);

    alarms.arm(bell, Bell.NEVER);

    assertThat(alarms.nextNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(alarms.due(10)).isEmpty();
  }

  @Test
  void aBellIsArmedOnceOnly() {
    Bell bell = armed("web.1", 0, 10);

    alarms.arm(bell, 30);

    assertThat(alarms.nextNanos()).isEqualTo(30);
  }

  private Bell armed(String instance, int number, long atNanos) {
    Slot slot = new Slot(Host.id(instance), ServiceSpec.of("web", "bin/web"), NEW);
    Bell bell = new Bell(slot, number);
    alarms.arm(bell, atNanos);
    return bell;
  }
}
