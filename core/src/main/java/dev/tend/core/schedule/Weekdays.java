package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Days of the week as they are written: `mon`, `Monday`, `mon-fri`, `fri-mon`, `all`.
public record Weekdays(SortedSet<DayOfWeek> days) {

  public static final String ALL = "all";

  private static final int WEEK = 7;

  public Weekdays {
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
  }

  /// Reads one word; empty if it names no days. A range may go over the end of the week.
  public static Optional<Weekdays> parse(String word) {
    if (word.equalsIgnoreCase(ALL)) {
      return Optional.of(new Weekdays(new TreeSet<>(List.of(DayOfWeek.values()))));
    }
    String[] ends = word.split("-", -1);
    Optional<DayOfWeek> first = day(ends[0]);
    Optional<DayOfWeek> last = day(ends[ends.length - 1]);
    if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<DayOfWeek> days = new TreeSet<>();
    DayOfWeek day = first.get();
    days.add(day);
    while (day != last.get()) {
      day = day.plus(1);
      days.add(day);
    }
    return Optional.of(new Weekdays(days));
  }

  private static Optional<DayOfWeek> day(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return Stream.of(DayOfWeek.values())
        .filter(day -> name.equals(full(day)) || name.equals(word(day)))
        .findFirst();
  }

  private static String full(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  private static String word(DayOfWeek day) {
    return full(day).substring(0, 3);
  }

  /// `mon-fri`, `mon,wed,sat`, `all`.
  @Override
  public String toString() {
    if (days.size() == WEEK) {
      return ALL;
    }
    List<String> words = new ArrayList<>();
    for (DayOfWeek day : days) {
      if (days.contains(day.minus(1)) && day != DayOfWeek.MONDAY) {
        continue;
      }
      DayOfWeek last = day;
      while (last != DayOfWeek.SUNDAY && days.contains(last.plus(1))) {
        last = last.plus(1);
      }
      words.add(day == last ? word(day) : word(day) + "-" + word(last));
    }
    return String.join(",", words);
  }
}
