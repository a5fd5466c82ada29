package dev.tend.core.world;

import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.spec.InstanceId;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/// The alarms of all instances by time: one an instance, the one that its state owns.
final class Alarms {

  private record Key(long atNanos, InstanceId instance) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::atNanos).thenComparing(Key::instance);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /// An alarm, and whose it is.
  record Ringing(Slot slot, Alarm alarm) {}

  private final TreeMap<Key, Ringing> byTime = new TreeMap<>();

  /// Makes the alarm of the slot's present state the armed one; whatever was armed is dropped.
  void follow(Slot slot) {
    Optional<Alarm> wanted = slot.instance().state().alarm();
    if (wanted.equals(slot.armed())) {
      return;
    }
    slot.armed().ifPresent(old -> byTime.remove(new Key(old.atNanos(), slot.id)));
    wanted.ifPresent(
        alarm -> byTime.put(new Key(alarm.atNanos(), slot.id), new Ringing(slot, alarm)));
    slot.armed(wanted);
  }

  void drop(Slot slot) {
    slot.armed().ifPresent(old -> byTime.remove(new Key(old.atNanos(), slot.id)));
    slot.armed(Optional.empty());
  }

  /// Takes the earliest alarm that is due by `nowNanos`, if any; it is armed no longer.
  Optional<Ringing> due(long nowNanos) {
    if (byTime.isEmpty() || byTime.firstKey().atNanos() > nowNanos) {
      return Optional.empty();
    }
    Ringing due = byTime.pollFirstEntry().getValue();
    due.slot().armed(Optional.empty());
    return Optional.of(due);
  }

  /// When the next one is due; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey().atNanos();
  }
}
