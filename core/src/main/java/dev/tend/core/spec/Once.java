package dev.tend.core.spec;

/// How often a job runs by itself.
public enum Once {
  /// Once for each change of what it does.
  EVER,
  /// Once on each of its days.
  DAY
}
