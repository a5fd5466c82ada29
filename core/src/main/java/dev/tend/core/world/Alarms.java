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

  private final TreeMap<Key, Slot> byTime = new TreeMap<>();

  /// Makes the alarm of the slot's present state the armed one; whatever was armed is dropped.
  void follow(Slot slot) {
    Optional<Alarm> wanted = slot.instance().state().alarm();
    if (wanted.equals(slot.armed())) {
      return;
    }
    slot.armed().ifPresent(old -> byTime.remove(new Key(old.atNanos(), slot.id)));
    wanted.ifPresent(alarm -> byTime.put(new Key(alarm.atNanos(), slot.id), slot));
    slot.armed(wanted);
  }

  void drop(Slot slot) {
    slot.armed().ifPresent(old -> byTime.remove(new Key(old.atNanos(), slot.id)));
    slot.armed(Optional.empty());
  }

  /// The slot whose alarm is due by `nowNanos`, if any; the earliest first.
  Optional<Slot> due(long nowNanos) {
    return byTime.isEmpty() || byTime.firstKey().atNanos() > nowNanos
        ? Optional.empty()
        : Optional.of(byTime.firstEntry().getValue());
  }

  /// When the next one is due; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey().atNanos();
  }
}
