package dev.tend.core.world;

import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The alarms that go by the time of day: at most one a unit, all of them behind one timer.
final class WallAlarms {
  private final Map<UnitName, Instant> byUnit = new HashMap<>();
  private final NavigableMap<Instant, SortedSet<UnitName>> byTime = new TreeMap<>();
  private boolean set;

  /// Arms the alarm of a unit; whatever it was armed for is dropped.
  void arm(UnitName unit, Instant at) {
    drop(unit);
    byUnit.put(unit, at);
    byTime.computeIfAbsent(at, _ -> new TreeSet<>()).add(unit);
  }

  void drop(UnitName unit) {
    Instant at = byUnit.remove(unit);
    if (at != null) {
      byTime.computeIfPresent(
          at,
          (_, others) -> {
            others.remove(unit);
            return others.isEmpty() ? null : others;
          });
    }
  }

  /// The clock was set: all of them are due, since whoever reckoned with it reckons anew.
  void clockSet() {
    set = true;
  }

  /// Takes the units whose alarms are due by `now`, the earliest first; they are armed no longer.
  List<UnitName> due(Instant now) {
    NavigableMap<Instant, SortedSet<UnitName>> times = set ? byTime : byTime.headMap(now, true);
    set = false;
    List<UnitName> units = new ArrayList<>();
    times.values().forEach(units::addAll);
    times.clear();
    units.forEach(byUnit::remove);
    return units;
  }

  /// When the next one is due; `Instant.MAX` for never.
  Instant next() {
    return byTime.isEmpty() ? Instant.MAX : byTime.firstKey();
  }
}
