package dev.tend.core.schedule;

/// Carries a mistake out of the depth of [ScheduleText] and [FieldText], and never further.
final class Wrong extends Exception {

  private static final long serialVersionUID = 1;

  private final transient ScheduleReading.Mistake mistake;

  /// @param column from 1, in characters of the whole expression
  Wrong(int column, String sentence, String hint) {
    super(sentence, null, false, false);
    mistake = new ScheduleReading.Mistake(column, sentence, hint);
  }

  ScheduleReading.Mistake mistake() {
    return mistake;
  }
}
