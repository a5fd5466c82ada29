package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A cron as slow and simple as can be: it watches a clock on the wall, tick by tick, and asks of
/// each time that it shows whether the expression means it. It shares nothing with the code that it
/// judges, and reads the expression for itself.
public final class SlowReckoner {

  private final String[] fields;
  private final ZoneId zone;
  private final Duration tick;
  private final boolean saysHowOften;
  private final List<Boolean> seconds;
  private final List<Boolean> minutes;
  private final List<Boolean> hours;
  private @Nullable LocalDate lastAsked;
  private boolean lastAnswer;

  /// @param expression one that is right, of five fields or six, in numbers
  public SlowReckoner(String expression, ZoneId zone) {
    String[] given = words(expression, " ");
    this.fields = given.length == 6 ? given : words("0 " + expression, " ");
    this.zone = zone;
    tick = given.length == 6 ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
    seconds = wanted(fields[0], 60);
    minutes = wanted(fields[1], 60);
    hours = wanted(fields[2], 24);
    saysHowOften =
        fields[0].contains("*")
            || fields[0].contains("/")
            || fields[1].contains("*")
            || fields[1].contains("/")
            || !hours.contains(false);
  }

  private static List<Boolean> wanted(String field, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> number(field, number, 0, count - 1))
        .toList();
  }

  /// The firings after `from` and not after `to`, which are whole minutes (whole seconds if there
  /// is a field for them).
  public List<Instant> firings(Instant from, Instant to) {
    List<Instant> firings = new ArrayList<>();
    LocalDateTime latest = LocalDateTime.ofInstant(from, zone);
    for (Instant now = from.plus(tick); !now.isAfter(to); now = now.plus(tick)) {
      LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
      if (saysHowOften ? matches(shown) : anyBetween(latest, shown)) {
        firings.add(now);
      }
      if (shown.isAfter(latest)) {
        latest = shown;
      }
    }
    return firings;
  }

  /// The days after `from` and before `to` on which it fires.
  List<LocalDate> days(LocalDate from, LocalDate to) {
    return from.plusDays(1).datesUntil(to).filter(day -> matchesDay(fields, day)).toList();
  }

  /// Whether a time that the clock has not shown yet, and has now reached or jumped over, is meant.
  private boolean anyBetween(LocalDateTime latest, LocalDateTime shown) {
    for (LocalDateTime at = latest.plus(tick); !at.isAfter(shown); at = at.plus(tick)) {
      if (matches(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(LocalDateTime time) {
    return minutes.get(time.getMinute())
        && hours.get(time.getHour())
        && seconds.get(time.getSecond())
        && matchesDay(time.toLocalDate());
  }

  private boolean matchesDay(LocalDate day) {
    if (!day.equals(lastAsked)) {
      lastAsked = day;
      lastAnswer = matchesDay(fields, day);
    }
    return lastAnswer;
  }

  private static String[] words(String text, String separator) {
    return text.split(separator, -1);
  }

  private static boolean matchesDay(String[] fields, LocalDate day) {
    boolean month = number(fields[4], day.getMonthValue(), 1, 12);
    boolean ofMonth = Arrays.stream(words(fields[3], ",")).anyMatch(item -> ofMonth(item, day));
    boolean ofWeek = Arrays.stream(words(fields[5], ",")).anyMatch(item -> ofWeek(item, day));
    boolean star =
        List.of('*', '?').contains(fields[3].charAt(0))
            || List.of('*', '?').contains(fields[5].charAt(0));
    return month && (star ? ofMonth && ofWeek : ofMonth || ofWeek);
  }

  private static boolean ofMonth(String item, LocalDate day) {
    LocalDate last = day.with(TemporalAdjusters.lastDayOfMonth());
    if (item.equals("L")) {
      return day.equals(last);
    }
    if (item.startsWith("L-")) {
      return day.equals(last.minusDays(Long.parseLong(item.substring(2))));
    }
    if (item.endsWith("W")) {
      int wanted =
          item.equals("LW")
              ? last.getDayOfMonth()
              : Integer.parseInt(item.substring(0, item.length() - 1));
      return wanted <= last.getDayOfMonth()
          && IntStream.rangeClosed(1, last.getDayOfMonth())
              .mapToObj(day::withDayOfMonth)
              .filter(it -> it.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
              .min(Comparator.comparingInt(it -> Math.abs(it.getDayOfMonth() - wanted)))
              .filter(day::equals)
              .isPresent();
    }
    return number(item, day.getDayOfMonth(), 1, 31);
  }

  private static boolean ofWeek(String item, LocalDate day) {
    if (item.endsWith("L")) {
      return day.equals(day.with(TemporalAdjusters.lastInMonth(weekday(item.replace("L", "")))));
    }
    if (item.contains("#")) {
      String[] parts = words(item, "#");
      LocalDate nth =
          day.with(
              TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(parts[1]), weekday(parts[0])));
      return day.equals(nth);
    }
    int number = day.getDayOfWeek().getValue();
    return number(item, number % 7, 0, 6) || (number == 7 && number(item, 7, 0, 6));
  }

  private static DayOfWeek weekday(String number) {
    int value = Integer.parseInt(number);
    return value == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(value);
  }

  private static boolean number(String field, int number, int min, int max) {
    return Arrays.stream(words(field, ",")).anyMatch(item -> one(item, number, min, max));
  }

  private static boolean one(String item, int number, int min, int max) {
    String[] stepped = words(item, "/");
    int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
    int from = min;
    int to = max;
    if (!stepped[0].equals("*") && !stepped[0].equals("?")) {
      String[] ends = words(stepped[0], "-");
      from = Integer.parseInt(ends[0]);
      to = ends.length == 2 ? Integer.parseInt(ends[1]) : stepped.length == 2 ? max : from;
    }
    return number >= from && number <= to && (number - from) % step == 0;
  }
}
