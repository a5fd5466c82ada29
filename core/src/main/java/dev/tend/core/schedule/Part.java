package dev.tend.core.schedule;

import java.util.List;
import java.util.Locale;

/// One of the fields of a cron expression: which numbers it takes, and their names.
enum Part {
  SECOND(0, 59, ""),
  MINUTE(0, 59, ""),
  HOUR(0, 23, ""),
  DAY_OF_MONTH(1, 31, ""),
  MONTH(1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  /// 0 and 7 are both Sunday (crontab(5)), so that a range may begin or end with it.
  DAY_OF_WEEK(0, 7, "sun mon tue wed thu fri sat");

  static final int SUNDAY = 0;
  static final int SUNDAY_AT_THE_END = 7;

  private final int min;
  private final int max;
  private final String names;

  Part(int min, int max, String names) {
    this.min = min;
    this.max = max;
    this.names = names;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }

  /// The last one before it begins anew: 6 for days of the week, of which 7 is the first again.
  int last() {
    return this == DAY_OF_WEEK ? max - 1 : max;
  }

  /// How many different ones there are.
  int count() {
    return last() - min + 1;
  }

  /// The names that may stand for numbers, from that of [#min] on; empty where there are none.
  List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  boolean isDay() {
    return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
  }

  /// `day of month`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
