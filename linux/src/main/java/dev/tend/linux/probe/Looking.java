package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import java.time.Duration;

/// A look that is under way. For the prober's thread.
interface Looking {

  /// What is to be said if it takes longer than this.
  Finding late(Duration timeout);

  /// Nobody waits for it any more.
  void stop();

  /// Whether it has something to bring to an end in good manners, although its point is known.
  default boolean lingers() {
    return false;
  }
}
