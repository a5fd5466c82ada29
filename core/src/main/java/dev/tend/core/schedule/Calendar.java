package dev.tend.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The fields of a cron expression, and the moments at which a local clock shows what they say.
///
/// Where clocks are put forward or back there are two ways to read such an expression, and each is
/// right for some (crontab(5) of Vixie's cron says the same in other words):
///
/// - One that says *when* (`30 2 * * *`) fires once for each time that it names: at the first
///   moment after the gap if the time does not exist that day, the first time if it exists twice.
/// - One that says *how often* (`*/15 * * * *`) goes on in real time, as if nothing had happened:
///   it fires at each moment at which the clock shows what matches. Such is each expression whose
///   second or minute field has a `*` or a step, or that fires in every hour.
final class Calendar implements Rule {

  private final Optional<Field> second;
  private final Field minute;
  private final Field hour;
  private final Field dayOfMonth;
  private final Field month;
  private final Field dayOfWeek;

  private final long seconds;
  private final long minutes;
  private final long hours;
  private final LocalTime firstOfDay;
  private final Days days;
  private final boolean followsRealTime;

  /// @param second empty for an expression of five fields, which fires at second 0
  Calendar(
      Optional<Field> second,
      Field minute,
      Field hour,
      Field dayOfMonth,
      Field month,
      Field dayOfWeek) {
    this.second = second;
    this.minute = minute;
    this.hour = hour;
    this.dayOfMonth = dayOfMonth;
    this.month = month;
    this.dayOfWeek = dayOfWeek;
    seconds = second.map(Field::numbers).orElse(1L);
    minutes = minute.numbers();
    hours = hour.numbers();
    firstOfDay =
        LocalTime.of(
            Long.numberOfTrailingZeros(hours),
            Long.numberOfTrailingZeros(minutes),
            Long.numberOfTrailingZeros(seconds));
    days = new Days(dayOfMonth, month, dayOfWeek);
    followsRealTime =
        hour.matchesAll() || minute.repeats() || second.filter(Field::repeats).isPresent();
  }

  Optional<Field> second() {
    return second;
  }

  Field minute() {
    return minute;
  }

  Field hour() {
    return hour;
  }

  Field dayOfMonth() {
    return dayOfMonth;
  }

  Field month() {
    return month;
  }

  Field dayOfWeek() {
    return dayOfWeek;
  }

  @Override
  public boolean followsRealTime() {
    return followsRealTime;
  }

  @Override
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return followsRealTime ? nextShown(after, rules) : nextNamed(after, rules);
  }

  /// The next moment at which the local clock shows what matches, one stretch of unchanged offset
  /// after the other.
  private Optional<Instant> nextShown(Instant after, ZoneRules rules) {
    Instant from = after;
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      Optional<Instant> found =
          nextLocal(LocalDateTime.ofInstant(from, offset)).map(local -> local.toInstant(offset));
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (found.isEmpty() || change == null || found.get().isBefore(change.getInstant())) {
        return found;
      }
      if (matches(change.getDateTimeAfter())) {
        return Optional.of(change.getInstant());
      }
      from = change.getInstant();
    }
  }

  /// The moment of the next local time that matches, each local time standing for one moment.
  private Optional<Instant> nextNamed(Instant after, ZoneRules rules) {
    LocalDateTime from = LocalDateTime.ofInstant(after, rules.getOffset(after));
    while (true) {
      Optional<LocalDateTime> local = nextLocal(from);
      if (local.isEmpty()) {
        return Optional.empty();
      }
      Instant moment = ZoneTime.moment(local.get(), rules);
      if (moment.isAfter(after)) {
        return Optional.of(moment);
      }
      // It is the second time that the clock shows this hour: all of it was served the first time.
      from = rules.getTransition(local.get()).getDateTimeBefore().minusSeconds(1);
    }
  }

  /// What a change of the clock did to a firing.
  Optional<String> note(Instant firing, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(firing);
    LocalDateTime shown = LocalDateTime.ofInstant(firing, offset);
    if (rules.getValidOffsets(shown).size() > 1
        && !rules.getValidOffsets(shown).getFirst().equals(offset)) {
      return Optional.of("the second of two " + shown.toLocalTime());
    }
    if (followsRealTime || matches(shown)) {
      return new ZoneTime(shown, zone).note();
    }
    LocalDateTime gap = rules.getTransition(shown.minusSeconds(1)).getDateTimeBefore();
    return nextLocal(gap.minusSeconds(1)).flatMap(named -> new ZoneTime(named, zone).note());
  }

  /// The first matching local time after `after`, by the calendar alone.
  private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
    LocalDateTime from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    LocalDate date = from.toLocalDate();
    if (days.contains(date)) {
      Optional<LocalTime> time = timeFrom(from.toLocalTime());
      if (time.isPresent()) {
        return Optional.of(date.atTime(time.get()));
      }
    }
    return days.from(date.plusDays(1)).map(day -> day.atTime(firstOfDay));
  }

  /// The first matching time of the day at or after `time`.
  private Optional<LocalTime> timeFrom(LocalTime time) {
    int hour = next(hours, time.getHour());
    if (hour == time.getHour()) {
      int minute = next(minutes, time.getMinute());
      if (minute == time.getMinute()) {
        int second = next(seconds, time.getSecond());
        if (second < Long.SIZE) {
          return Optional.of(LocalTime.of(hour, minute, second));
        }
        minute = next(minutes, minute + 1);
      }
      if (minute < Long.SIZE) {
        return Optional.of(LocalTime.of(hour, minute, firstOfDay.getSecond()));
      }
      hour = next(hours, hour + 1);
    }
    return hour < Long.SIZE
        ? Optional.of(LocalTime.of(hour, firstOfDay.getMinute(), firstOfDay.getSecond()))
        : Optional.empty();
  }

  /// The lowest bit at or above `from`; 64 if there is none.
  private static int next(long bits, int from) {
    return Long.numberOfTrailingZeros(bits & (-1L << from));
  }

  /// Whether a local clock that shows `local` shows what the fields say.
  boolean matches(LocalDateTime local) {
    return local.getNano() == 0
        && next(seconds, local.getSecond()) == local.getSecond()
        && next(minutes, local.getMinute()) == local.getMinute()
        && next(hours, local.getHour()) == local.getHour()
        && days.contains(local.toLocalDate());
  }

  private List<Field> fields() {
    List<Field> five = List.of(minute, hour, dayOfMonth, month, dayOfWeek);
    return second.isEmpty()
        ? five
        : List.of(second.get(), minute, hour, dayOfMonth, month, dayOfWeek);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Calendar that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  /// The expression, in numbers.
  @Override
  public String toString() {
    return fields().stream().map(Field::toString).collect(Collectors.joining(" "));
  }
}
