package dev.tend.daemon.routes;

import dev.tend.core.spec.Configuration;
import dev.tend.engine.Engine;

/// Tells a follower of logs when there may be others than before, which is seldom, among all that
/// happens. For the loop's thread.
final class LogNews {

  private final Engine engine;
  private final Runnable changed;
  private Configuration configuration;
  private boolean opened;

  LogNews(Engine engine, Runnable changed) {
    this.engine = engine;
    this.changed = changed;
    this.configuration = engine.snapshot().configuration();
  }

  /// An instance has other files; that it is there at all is told at the end of the turn.
  void opened() {
    opened = true;
  }

  /// Looks at what happened in a turn.
  void look() {
    Configuration now = engine.snapshot().configuration();
    if (opened || !now.equals(configuration)) {
      opened = false;
      configuration = now;
      changed.run();
    }
  }
}
