package dev.tend.core.schedule;

/// What came of reading a cron expression.
public sealed interface ScheduleReading {

  /// It is right.
  record Read(Schedule schedule) implements ScheduleReading {}

  /// It is wrong.
  ///
  /// @param column where, from 1, in characters of the expression; one past its end for what is
  ///   missing
  /// @param sentence what is wrong, and in which field, without a full stop
  /// @param hint what could be written; may be empty
  record Mistake(int column, String sentence, String hint) implements ScheduleReading {}
}
