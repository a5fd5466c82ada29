package dev.tend.linux.probe;

import dev.tend.core.probe.Finding;
import java.time.Duration;

/// A look that waits for a blocking call to come back.
///
/// @param without what is to be said if it does not
record Waiting(String without) implements Looking {

  @Override
  public Finding late(Duration timeout) {
    return Finding.late(without, timeout);
  }

  /// The call cannot be ended; what it finds out will interest nobody.
  @Override
  public void stop() {}
}
