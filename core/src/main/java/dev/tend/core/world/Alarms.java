package dev.tend.core.world;

import dev.tend.core.spec.InstanceId;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/// The alarms of all instances and of what goes on beside them, by time: one a [Bell].
final class Alarms {

  private record Key(long atNanos, InstanceId instance, int number) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::atNanos)
            .thenComparing(Key::instance)
            .thenComparingInt(Key::number);

    static Key of(Bell bell) {
      return new Key(bell.armedNanos(), bell.instance(), bell.number);
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final TreeMap<Key, Bell> byTime = new TreeMap<>();

  /// Arms the bell for this time, [Bell#NEVER] included; whatever it was armed for is dropped.
  void arm(Bell bell, long atNanos) {
    if (atNanos == bell.armedNanos()) {
      return;
    }
    if (bell.armedNanos() != Bell.NEVER) {
      byTime.remove(Key.of(bell));
    }
    bell.armed(atNanos);
    if (atNanos != Bell.NEVER) {
      byTime.put(Key.of(bell), bell);
    }
  }

  /// Takes the earliest bell that is due by `nowNanos`, if any; it is armed no longer.
  Optional<Bell> due(long nowNanos) {
    if (byTime.isEmpty() || byTime.firstKey().atNanos() > nowNanos) {
      return Optional.empty();
    }
    Bell due = byTime.pollFirstEntry().getValue();
    due.armed(Bell.NEVER);
    return Optional.of(due);
  }

  /// When the next one is due; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey().atNanos();
  }
}
