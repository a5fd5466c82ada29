package dev.tend.core.world;

import dev.tend.core.cron.CronState;
import dev.tend.core.spec.UnitName;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is to be noted of cron jobs: where they stand now, and who is none any more.
final class CronNotes {
  private final SortedMap<UnitName, CronState> changed = new TreeMap<>();
  private final SortedSet<UnitName> gone = new TreeSet<>();

  void stands(UnitName cron, CronState state) {
    changed.put(cron, state);
    gone.remove(cron);
  }

  void gone(UnitName cron) {
    changed.remove(cron);
    gone.add(cron);
  }

  /// All of it since the last call.
  List<Note> take() {
    if (changed.isEmpty() && gone.isEmpty()) {
      return List.of();
    }
    Note note = new Note.Crons(changed, gone);
    changed.clear();
    gone.clear();
    return List.of(note);
  }
}
