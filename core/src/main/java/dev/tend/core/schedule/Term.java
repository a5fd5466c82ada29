package dev.tend.core.schedule;

/// One item of the list that a field is.
///
/// Numbers are those of the field's [Part]; days of the week count from 0 (Sunday), and the end of
/// a range may be 7.
sealed interface Term {

  /// Every `step`th one from the first on: `*`, `*/5`. `?` is the same.
  record All(int step) implements Term {
    @Override
    public String toString() {
      return step == 1 ? "*" : "*/" + step;
    }
  }

  /// One number: `30`, `mon`.
  record One(int value) implements Term {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /// Every `step`th one of a range: `8-18`, `8-18/2`.
  record Range(int from, int to, int step) implements Term {
    @Override
    public String toString() {
      return from + "-" + to + (step == 1 ? "" : "/" + step);
    }
  }

  /// Every `step`th one from a number to the end: `5/15`.
  record From(int from, int step) implements Term {
    @Override
    public String toString() {
      return from + "/" + step;
    }
  }

  /// The last day of the month, or one so many days before it: `L`, `L-3`.
  record LastDay(int before) implements Term {
    @Override
    public String toString() {
      return before == 0 ? "L" : "L-" + before;
    }
  }

  /// The day from Monday to Friday that is nearest to a day of the month, in the same month: `15W`.
  record NearestWeekday(int day) implements Term {
    @Override
    public String toString() {
      return day + "W";
    }
  }

  /// The last day from Monday to Friday of the month: `LW`.
  record LastWeekday() implements Term {
    @Override
    public String toString() {
      return "LW";
    }
  }

  /// The first to fifth of its days of the week in the month: `fri#2`.
  record Nth(int day, int nth) implements Term {
    @Override
    public String toString() {
      return day + "#" + nth;
    }
  }

  /// The last of its days of the week in the month: `friL`.
  record LastOfItsKind(int day) implements Term {
    @Override
    public String toString() {
      return day + "L";
    }
  }
}
