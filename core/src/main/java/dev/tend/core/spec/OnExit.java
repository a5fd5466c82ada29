package dev.tend.core.spec;

/// What a clean end of the daemon does to its children.
public enum OnExit {
  /// Stops them all, dependants first.
  STOP,
  /// Leaves them running for the next daemon to take over.
  KEEP
}
