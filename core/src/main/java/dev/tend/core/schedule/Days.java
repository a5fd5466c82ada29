package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/// Which days match: the two day fields and the month, and Vixie's rule that joins them.
///
/// Where both day fields are restricted a day matches if either does; else both have to, and the
/// one that is not restricted (it begins with `*`) usually matches always (crontab(5)).
final class Days {

  /// The calendar repeats itself after 400 years, days of the week included, so a day that is not
  /// in them never comes.
  private static final int MONTHS_MAX = 400 * 12;

  private static final int DAYS_A_WEEK = 7;

  private final Field ofMonth;
  private final Field ofWeek;
  private final long months;
  private final long numbers;
  private final long weekdays;
  private final boolean either;

  Days(Field ofMonth, Field month, Field ofWeek) {
    this.ofMonth = ofMonth;
    this.ofWeek = ofWeek;
    months = month.numbers();
    numbers = ofMonth.numbers();
    weekdays = ofWeek.numbers();
    either = ofMonth.restricted() && ofWeek.restricted();
  }

  boolean contains(LocalDate date) {
    return has(months, date.getMonthValue()) && has(in(YearMonth.from(date)), date.getDayOfMonth());
  }

  /// The first day at or after `date`; empty if there never is one.
  Optional<LocalDate> from(LocalDate date) {
    YearMonth month = YearMonth.from(date);
    int first = date.getDayOfMonth();
    for (int passed = 0; passed <= MONTHS_MAX; passed++) {
      if (has(months, month.getMonthValue())) {
        long left = in(month) & (-1L << first);
        if (left != 0) {
          return Optional.of(month.atDay(Long.numberOfTrailingZeros(left)));
        }
      }
      month = month.plusMonths(1);
      first = 1;
    }
    return Optional.empty();
  }

  /// The matching days of a month, bit 1 for the first.
  private long in(YearMonth month) {
    int length = month.lengthOfMonth();
    int firstWeekday = weekday(month.atDay(1).getDayOfWeek());
    long byNumber = numbers;
    for (Term term : ofMonth.terms()) {
      byNumber |= special(term, length, firstWeekday);
    }
    long byWeekday = everyWeek(length, firstWeekday);
    for (Term term : ofWeek.terms()) {
      byWeekday |= special(term, length, firstWeekday);
    }
    long all = (1L << (length + 1)) - 2;
    return (either ? byNumber | byWeekday : byNumber & byWeekday) & all;
  }

  private long everyWeek(int length, int firstWeekday) {
    long bits = 0;
    for (int day = 1; day <= length; day++) {
      if (has(weekdays, (firstWeekday + day - 1) % DAYS_A_WEEK)) {
        bits |= 1L << day;
      }
    }
    return bits;
  }

  private static long special(Term term, int length, int firstWeekday) {
    return switch (term) {
      case Term.LastDay(int before) -> before < length ? 1L << (length - before) : 0;
      case Term.NearestWeekday(int day) ->
          day <= length ? 1L << nearestWeekday(day, length, firstWeekday) : 0;
      case Term.LastWeekday _ -> 1L << nearestWeekday(length, length, firstWeekday);
      case Term.Nth(int weekday, int nth) -> {
        int day = first(weekday, firstWeekday) + (nth - 1) * DAYS_A_WEEK;
        yield day <= length ? 1L << day : 0;
      }
      case Term.LastOfItsKind(int weekday) -> {
        int day = first(weekday, firstWeekday);
        yield 1L << (day + (length - day) / DAYS_A_WEEK * DAYS_A_WEEK);
      }
      case Term.All _, Term.One _, Term.Range _, Term.From _ -> 0;
    };
  }

  /// The first day of the month that falls on `weekday`.
  private static int first(int weekday, int firstWeekday) {
    return 1 + Math.floorMod(weekday - firstWeekday, DAYS_A_WEEK);
  }

  /// A Saturday gives way to the Friday before it and a Sunday to the Monday after it, unless that
  /// is another month.
  private static int nearestWeekday(int day, int length, int firstWeekday) {
    return switch ((firstWeekday + day - 1) % DAYS_A_WEEK) {
      case 6 -> day > 1 ? day - 1 : day + 2;
      case Part.SUNDAY -> day < length ? day + 1 : day - 2;
      default -> day;
    };
  }

  private static int weekday(DayOfWeek day) {
    return day.getValue() % DAYS_A_WEEK;
  }

  private static boolean has(long bits, int number) {
    return (bits & (1L << number)) != 0;
  }
}
