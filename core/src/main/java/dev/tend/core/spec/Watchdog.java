package dev.tend.core.spec;

import java.time.Duration;

/// How often a running process has to say that it is alive, and what it gets when it does not.
///
/// @param every between two `WATCHDOG=1` no more than this may pass
/// @param signal what its process group is sent then; what is left after the stop timeout is killed
public record Watchdog(Duration every, Signal signal) {

  /// A core dump shows where it hangs; systemd sends the same.
  public static final Signal SIGNAL_USUAL = Signal.ABRT;

  /// More often than this is a load, and a busy machine would miss it.
  public static final Duration EVERY_MIN = Duration.ofMillis(10);

  public Watchdog {
    if (every.compareTo(EVERY_MIN) < 0) {
      throw new IllegalArgumentException("watchdog is below 10ms");
    }
  }
}
