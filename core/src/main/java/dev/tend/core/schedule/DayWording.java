package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The days of an expression in words, as they follow the times: ` on Mondays in May`.
record DayWording(Calendar calendar) {

  private static final List<String> NTH = List.of("first", "second", "third", "fourth", "fifth");

  String words() {
    Field ofMonth = calendar.dayOfMonth();
    Field ofWeek = calendar.dayOfWeek();
    boolean anyOfMonth = ofMonth.matchesAll();
    boolean anyOfWeek = ofWeek.matchesAll();
    boolean either = ofMonth.restricted() && ofWeek.restricted();
    boolean any = either ? anyOfMonth || anyOfWeek : anyOfMonth && anyOfWeek;
    if (any) {
      return in();
    }
    if (anyOfWeek) {
      return " on " + daysOfMonth(ofMonth);
    }
    if (anyOfMonth) {
      return daysOfWeek(ofWeek);
    }
    return either
        ? " on " + daysOfMonth(ofMonth) + " and also" + daysOfWeek(ofWeek)
        : " on " + daysOfMonth(ofMonth) + ", if it is " + oneOfWeek(ofWeek);
  }

  private String daysOfMonth(Field field) {
    Numbers numbers = Numbers.of(field);
    List<String> days = new ArrayList<>();
    boolean steps = field.terms().size() == 1 && field.repeats();
    if (steps && field.terms().getFirst() instanceof Term.All(int step)) {
      return "every " + Numbers.ordinal(step) + " day " + ofMonths() + ", from the 1st on";
    }
    if (numbers.isRange()) {
      days.add(
          "the "
              + Numbers.ordinal(numbers.values().getFirst())
              + " to "
              + Numbers.ordinal(numbers.values().getLast()));
    } else if (numbers.count() > 0) {
      days.add("the " + numbers.list(Numbers::ordinal));
    }
    for (Term term : field.terms()) {
      switch (term) {
        case Term.LastDay(int before) -> days.add(lastDay(before));
        case Term.NearestWeekday(int day) ->
            days.add("the weekday nearest to the " + Numbers.ordinal(day));
        case Term.LastWeekday _ -> days.add("the last weekday");
        case Term.All _,
            Term.One _,
            Term.Range _,
            Term.From _,
            Term.Nth _,
            Term.LastOfItsKind _ -> {
          // Among the numbers, or no day of a month.
        }
      }
    }
    return Numbers.list(days) + " " + ofMonths();
  }

  private static String lastDay(int before) {
    return switch (before) {
      case 0 -> "the last day";
      case 1 -> "the last day but one";
      default -> "the day " + before + " days before the last one";
    };
  }

  private String daysOfWeek(Field field) {
    List<DayOfWeek> plain = plain(field);
    List<String> days = new ArrayList<>();
    if (isRun(plain)) {
      days.add(name(plain.getFirst()) + " to " + name(plain.getLast()));
    } else {
      plain.forEach(day -> days.add(name(day) + "s"));
    }
    for (Term term : field.terms()) {
      special(term, days);
    }
    boolean run = isRun(plain) && days.size() == 1 && !calendar.dayOfMonth().restricted();
    return (run ? ", " : " on ") + Numbers.list(days) + in();
  }

  private void special(Term term, List<String> days) {
    switch (term) {
      case Term.Nth(int day, int nth) ->
          days.add("the " + NTH.get(nth - 1) + " " + name(dayOf(day)) + " " + ofMonths());
      case Term.LastOfItsKind(int day) ->
          days.add("the last " + name(dayOf(day)) + " " + ofMonths());
      case Term.All _,
          Term.One _,
          Term.Range _,
          Term.From _,
          Term.LastDay _,
          Term.NearestWeekday _,
          Term.LastWeekday _ -> {
        // Among the plain ones, or no day of the week.
      }
    }
  }

  /// `a Monday or a Friday`.
  private String oneOfWeek(Field field) {
    List<String> days = new ArrayList<>();
    plain(field).forEach(day -> days.add("a " + name(day)));
    for (Term term : field.terms()) {
      special(term, days);
    }
    return String.join(" or ", days);
  }

  private static List<DayOfWeek> plain(Field field) {
    return Numbers.of(field).values().stream()
        .map(DayWording::dayOf)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static boolean isRun(List<DayOfWeek> days) {
    return new Numbers(days.stream().map(DayOfWeek::getValue).toList(), 7).isRange();
  }

  private static DayOfWeek dayOf(int number) {
    return number == Part.SUNDAY ? DayOfWeek.SUNDAY : DayOfWeek.of(number);
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String name(int month) {
    return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private String ofMonths() {
    return calendar.month().matchesAll() ? "of every month" : "of " + months();
  }

  /// For days that are not counted within a month.
  private String in() {
    boolean counted =
        calendar.dayOfWeek().terms().stream()
            .anyMatch(term -> term instanceof Term.Nth || term instanceof Term.LastOfItsKind);
    return calendar.month().matchesAll() || counted ? "" : " in " + months();
  }

  private String months() {
    Numbers months = Numbers.of(calendar.month());
    return months.isRange()
        ? "each month from "
            + name(months.values().getFirst())
            + " to "
            + name(months.values().getLast())
        : months.list(DayWording::name);
  }
}
