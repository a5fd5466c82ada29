package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.State;
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
    Slot late = pausingUntil("web.1", 20);
    Slot early = pausingUntil("web.2", 10);

    assertThat(alarms.nextNanos()).isEqualTo(10);
    assertThat(alarms.due(9)).isEmpty();
    assertThat(alarms.due(20).map(Alarms.Ringing::slot)).contains(early);
    assertThat(alarms.due(20).map(Alarms.Ringing::slot)).contains(late);
    assertThat(alarms.due(20)).isEmpty();
  }

  @Test
  void twoThatAreDueAtOnceRingInTheOrderOfTheirNames() {
    Slot second = pausingUntil("web.2", 10);
    Slot first = pausingUntil("web.1", 10);

    assertThat(alarms.due(10).map(Alarms.Ringing::slot)).contains(first);
    assertThat(alarms.due(10).map(Alarms.Ringing::slot)).contains(second);
  }

  @Test
  void anAlarmThatRangIsArmedAgainWhereItsStateStays() {
    Slot slot = pausingUntil("web.1", 10);
    alarms.due(10);

    alarms.follow(slot);

    assertThat(alarms.nextNanos()).isEqualTo(10);
  }

  @Test
  void leavingAStateDropsItsAlarm() {
    Slot slot = pausingUntil("web.1", 10);

    become(slot, new State.Stopped());

    assertThat(alarms.nextNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aSlotHasOneAlarmOnly() {
    Slot slot = pausingUntil("web.1", 10);

    become(slot, pause(30));

    assertThat(alarms.nextNanos()).isEqualTo(30);
  }

  @Test
  void aSlotThatIsGoneRingsNoMore() {
    alarms.drop(pausingUntil("web.1", 10));

    assertThat(alarms.due(10)).isEmpty();
  }

  private Slot pausingUntil(String instance, long atNanos) {
    Slot slot = new Slot(Host.id(instance), ServiceSpec.of("web", "bin/web"), NEW);
    become(slot, pause(atNanos));
    return slot;
  }

  private void become(Slot slot, State state) {
    slot.instance(new Instance(state, Ledger.FRESH, Instant.EPOCH, NEW, false));
    alarms.follow(slot);
  }

  private static State pause(long atNanos) {
    return new State.Backoff(new Alarm(atNanos, new Event.BackoffOver()));
  }
}
