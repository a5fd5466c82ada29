package dev.tend.core.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A rule in words, as one would tell it to somebody.
record Wording(Rule rule) {

  /// More times of a day than these are told by their minutes and hours.
  private static final int TIMES_MAX = 6;

  private static final Pattern CLOCK = Pattern.compile("At \\d\\d:");

  String words() {
    return switch (rule) {
      case Rule.Every(Duration period) -> "Every " + length(period);
      case Rule.AtBoot _ -> "Once after each boot of the host";
      case Calendar calendar -> calendar(calendar);
    };
  }

  private static String calendar(Calendar calendar) {
    String time = time(calendar);
    String days = new DayWording(calendar).words();
    boolean daily = days.isEmpty() && CLOCK.matcher(time).lookingAt();
    return time + (daily ? " every day" : days);
  }

  private static String time(Calendar calendar) {
    Numbers minutes = Numbers.of(calendar.minute());
    Numbers hours = Numbers.of(calendar.hour());
    Numbers seconds =
        calendar.second().map(Numbers::of).orElse(new Numbers(List.of(0), Part.SECOND.count()));
    if (seconds.count() > 1) {
      return often("second", seconds) + minutesOf(minutes, hours);
    }
    int second = seconds.values().getFirst();
    String at = second == 0 ? "" : " and " + second + " seconds";
    if (minutes.count() * hours.count() <= TIMES_MAX) {
      return "At " + times(hours, minutes, second);
    }
    if (hours.all() && minutes.only(0)) {
      return second == 0 ? "Every hour, on the hour" : "Every hour, " + second + " seconds past it";
    }
    return often("minute", minutes) + at + hoursOf(minutes, hours);
  }

  private static String times(Numbers hours, Numbers minutes, int second) {
    List<String> times = new ArrayList<>();
    for (int hour : hours.values()) {
      for (int minute : minutes.values()) {
        times.add(clock(hour, minute) + (second == 0 ? "" : two(":%02d", second)));
      }
    }
    return Numbers.list(times);
  }

  /// `Every 15 minutes`, `At minutes 7 and 37`.
  private static String often(String unit, Numbers numbers) {
    if (numbers.all()) {
      return "Every " + unit;
    }
    return numbers.period() > 0
        ? "Every " + numbers.period() + " " + unit + "s"
        : "At " + counted(unit, numbers);
  }

  private static String minutesOf(Numbers minutes, Numbers hours) {
    return minutes.all()
        ? hoursOf(minutes, hours)
        : " of " + counted("minute", minutes) + hoursOf(new Numbers(List.of(0), 1), hours);
  }

  private static String counted(String unit, Numbers numbers) {
    return unit + (numbers.count() == 1 ? " " : "s ") + numbers.list(Integer::toString);
  }

  /// In which hours those minutes are meant.
  private static String hoursOf(Numbers minutes, Numbers hours) {
    boolean repeating = minutes.period() > 0;
    if (hours.all()) {
      return repeating ? "" : " of every hour";
    }
    int first = hours.values().getFirst();
    int last = hours.values().getLast();
    if (repeating && (hours.isRange() || hours.count() == 1)) {
      return " from " + clock(first, 0) + " to " + clock(last, minutes.values().getLast());
    }
    if (hours.period() > 0) {
      return " of every " + Numbers.ordinal(hours.period()) + " hour, from 00:00 on";
    }
    String which =
        hours.isRange()
            ? "s from " + first + " to " + last
            : (hours.count() == 1 ? " " : "s ") + hours.list(Integer::toString);
    return (repeating ? " in the hour" : " of the hour") + which;
  }

  private static String clock(int hour, int minute) {
    return two("%02d", hour) + two(":%02d", minute);
  }

  private static String two(String format, int number) {
    return String.format(Locale.ROOT, format, number);
  }

  /// `5 minutes`, `1 hour and 30 minutes`, `day`.
  private static String length(Duration period) {
    List<String> parts = new ArrayList<>();
    part(parts, period.toDays(), "day");
    part(parts, period.toHoursPart(), "hour");
    part(parts, period.toMinutesPart(), "minute");
    part(parts, period.toSecondsPart(), "second");
    boolean one = parts.size() == 1 && parts.getFirst().startsWith("1 ");
    return one ? parts.getFirst().substring(2) : Numbers.list(parts);
  }

  private static void part(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
