package dev.tend.core.spec;

/// How far another unit must have come.
public enum Until {
  /// Every instance has a process.
  STARTED,
  /// Every instance is ready.
  READY,
  /// Every instance has ended, however.
  COMPLETED,
  /// Every instance has ended with success.
  COMPLETED_SUCCESSFULLY;

  /// Whether it asks for a process that goes on, and not for one that has ended.
  public boolean lasts() {
    return switch (this) {
      case STARTED, READY -> true;
      case COMPLETED, COMPLETED_SUCCESSFULLY -> false;
    };
  }
}
