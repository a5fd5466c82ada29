package dev.tend.linux;

import dev.tend.core.cron.CronState;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What cron jobs account for, in the file `crons` of the state directory, a record each: whatever
/// turns of one moment change is written together and forced to the disk once.
final class CronRecords implements AutoCloseable {
  private final RecordPlaces places;
  private final RecordFiles files;

  CronRecords(Libc libc, RecordFiles files, Path state) throws IOException {
    this.files = files;
    this.places = new RecordPlaces(libc, state.resolve("crons"));
  }

  void write(SortedMap<UnitName, CronState> changed, SortedSet<UnitName> gone) {
    SortedMap<String, String> texts = new TreeMap<>();
    changed.forEach((name, state) -> texts.put(name.text(), new CronRecord(state).text()));
    files.report(places.putDurably(texts), places.file());
    for (UnitName name : gone) {
      files.report(places.remove(name.text()), places.file());
    }
  }

  SortedMap<UnitName, CronState> read() {
    SortedMap<UnitName, CronState> states = new TreeMap<>();
    // What is no record of ours is set aside, and its cron job is a new one.
    var _ =
        files.readAll(
            places, (key, text) -> states.put(new UnitName(key), CronRecord.parse(text).state()));
    return states;
  }

  @Override
  public void close() {
    places.close();
  }
}
