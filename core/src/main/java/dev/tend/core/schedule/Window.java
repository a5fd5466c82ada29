package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Hours on some days of the week, by the clocks of a zone.
///
/// Each of its edges is one moment ([ZoneTime]): one that does not exist that day is at the end of
/// the gap, one that exists twice is the first. So what one window ends with another one can begin
/// with, in every night of the year, without a moment that is in both or in neither.
///
/// @param days on which it opens, at least one
/// @param from when it opens
/// @param to when it closes: on the next day if that is not after `from`, and so at the end of the
///   day if it is midnight
public record Window(SortedSet<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

  /// Within so many days each window opens and closes, even in a week that lacks a day (Samoa's in
  /// 2011).
  private static final int DAYS_MAX = 16;

  /// From when it opens to when it closes.
  record Span(Instant start, Instant end) {
    boolean covers(Instant moment) {
      return !moment.isBefore(start) && moment.isBefore(end);
    }
  }

  public Window {
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window that never opens");
    }
    if (from.equals(to) && !to.equals(LocalTime.MIDNIGHT)) {
      throw new IllegalArgumentException("a window that closes when it opens");
    }
  }

  /// Those that may be open at `moment`, or touch it.
  List<Span> around(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, zone);
    return spans(IntStream.rangeClosed(-2, 1), day);
  }

  /// Those that come next, the first one first; at least one of them opens after `moment`.
  List<Span> ahead(Instant moment) {
    return spans(IntStream.rangeClosed(-1, DAYS_MAX), LocalDate.ofInstant(moment, zone));
  }

  /// Those that came last, the last one first; at least one of them closed by `moment`.
  List<Span> behind(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, zone);
    return spans(IntStream.rangeClosed(-1, DAYS_MAX).map(back -> -back), day);
  }

  private List<Span> spans(IntStream offsets, LocalDate day) {
    List<Span> spans = new ArrayList<>();
    offsets
        .mapToObj(day::plusDays)
        .filter(date -> days.contains(date.getDayOfWeek()))
        .forEach(date -> {
          Span span = on(date);
          if (span.start().isBefore(span.end())) {
            spans.add(span);
          }
        });
    return spans;
  }

  private Span on(LocalDate date) {
    LocalDate closes = to.isAfter(from) ? date : date.plusDays(1);
    return new Span(
        new ZoneTime(date.atTime(from), zone).moment(),
        new ZoneTime(closes.atTime(to), zone).moment());
  }

  /// What a change of the clock did to its edge at that moment, in words; empty if nothing.
  Optional<String> note(Instant edge) {
    LocalDate day = LocalDate.ofInstant(edge, zone);
    return Stream.of(from, to)
        .map(time -> new ZoneTime(day.atTime(time), zone))
        .filter(time -> time.moment().equals(edge))
        .flatMap(time -> time.note().stream())
        .findFirst();
  }

  /// `mon-fri 08:00-18:00 Europe/Madrid`, as one would write it.
  @Override
  public String toString() {
    String end = to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString();
    return new Weekdays(days) + " " + from + "-" + end + " " + zone;
  }
}
