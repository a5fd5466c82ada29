package dev.tend.daemon.history;

import dev.tend.engine.Engine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Says what goes wrong with the history, in the daemon's log and among the events: once when it
/// begins, and once when it is over.
final class Trouble {

  private static final Logger LOG = System.getLogger("dev.tend.history");

  private volatile Optional<Engine> engine = Optional.empty();
  private volatile Optional<String> present = Optional.empty();

  /// The history is there before the engine that feeds it; until then only the log is told.
  void to(Engine reader) {
    engine = Optional.of(reader);
  }

  /// What is wrong now.
  Optional<String> present() {
    return present;
  }

  /// A database was renamed, and a new one begun.
  void setAside(String sentence) {
    tell(Level.WARNING, "history_set_aside", sentence);
  }

  /// Nothing can be written; asked again and again, told once.
  void failing(String sentence) {
    if (present.isEmpty()) {
      present = Optional.of(sentence);
      tell(Level.ERROR, "history_failing", sentence);
    }
  }

  /// It is written again.
  ///
  /// @param lost how many facts had no room meanwhile
  void over(long lost) {
    if (present.isPresent()) {
      present = Optional.empty();
      String loss = lost == 0 ? "nothing was lost" : lost + " events and runs were lost";
      tell(Level.INFO, "history_restored", "the history is written again; " + loss);
    }
  }

  /// There is no room for more, although nothing is wrong but that too much happens.
  void dropping() {
    LOG.log(
        Level.WARNING, "events and runs come faster than the history is written; some are lost");
  }

  private void tell(Level level, String type, String sentence) {
    LOG.log(level, sentence);
    engine.ifPresent(known -> known.report(type, sentence));
  }
}
