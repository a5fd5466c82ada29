package dev.tend.core.process;

import java.time.Duration;

/// One thing that a process says of itself, as sd_notify(3) has it.
public sealed interface Notice {

  /// `READY=1`: it does its work, for the first time or again after a reload.
  ///
  /// @param pid who said so
  record Ready(int pid) implements Notice {}

  /// `STATUS=…`: a line for people.
  record Status(String text) implements Notice {

    /// A screen's width twice over; what is longer is cut by whoever hears it.
    public static final int CHARS_MAX = 200;

    public Status {
      if (text.length() > CHARS_MAX) {
        throw new IllegalArgumentException("a status of more than " + CHARS_MAX + " characters");
      }
    }
  }

  /// `RELOADING=1`: it reads its configuration, and says when it is ready again.
  record Reloading() implements Notice {}

  /// `STOPPING=1`: it is on its way to its end.
  record Stopping() implements Notice {}

  /// `WATCHDOG=1`: it is alive.
  record Ticked() implements Notice {}

  /// `WATCHDOG=trigger`: it is to be treated as if it had not said so in time.
  record Hung() implements Notice {}

  /// `WATCHDOG_USEC=…`: from now on it says so this often; zero means never again.
  record WatchdogEvery(Duration every) implements Notice {}

  /// `EXTEND_TIMEOUT_USEC=…`: its start, or its end, takes this much longer from now.
  record MoreTime(Duration by) implements Notice {

    /// What asks for more has made a mistake in the unit.
    public static final Duration MAX = Duration.ofDays(1);

    public MoreTime {
      if (by.isNegative() || by.compareTo(MAX) > 0) {
        throw new IllegalArgumentException("not within 0 to 24h: " + by);
      }
    }
  }

  /// `ERRNO=…`: what failed, as a number of errno(3).
  record Failing(int errno) implements Notice {}
}
