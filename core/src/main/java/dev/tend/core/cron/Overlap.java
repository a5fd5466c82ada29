package dev.tend.core.cron;

/// What becomes of a firing while a run of an earlier one goes on.
public enum Overlap {
  /// It runs beside it.
  ALLOW,
  /// It is skipped.
  FORBID,
  /// The earlier one is stopped, and it runs once that has ended.
  REPLACE
}
