package dev.tend.core.cron;

/// What becomes of firings that nobody served when they were due: no daemon lived, the host was
/// suspended, or the clock was put forward.
public enum Missed {
  /// They are passed over.
  NONE,
  /// The last of them is made up for.
  LAST,
  /// All of them are, one after the other.
  ALL
}
