package dev.tend.core.lifecycle;

import java.time.Duration;

/// The end of a process that nobody asked for, as the restart policy sees it.
///
/// @param success whether it ended with exit code 0, and was no failed attempt
/// @param stable whether it had been ready
/// @param uptime from the spawn to the end; zero if it never lived
public record End(boolean success, boolean stable, Duration uptime) {

  /// Nobody was there to see it; how long it had been up is not known either.
  public static End unseen(boolean stable) {
    return heard(false, stable);
  }

  /// An earlier daemon saw it, and noted no more than how it ended.
  public static End heard(boolean success, boolean stable) {
    return new End(success, stable, Duration.ZERO);
  }

  static End neverLived() {
    return new End(false, false, Duration.ZERO);
  }
}
