package dev.tend.core.spec;

/// After which ends of its process a service is started again.
public enum RestartMode {
  /// After every end, exit code 0 too.
  ALWAYS,
  /// After a non-zero exit code, a signal, or an end that nobody saw.
  ON_FAILURE,
  /// Never.
  NEVER
}
