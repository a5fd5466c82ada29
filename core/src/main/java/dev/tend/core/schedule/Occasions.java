package dev.tend.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The days of something that is done once a day: each begins when the first window of that date
/// opens, or with the date itself where there is no window.
///
/// A window that goes over midnight belongs to the day on which it opens, so that midnight begins
/// no other day in it. Outside all windows it is no day at all.
///
/// @param zone by whose clocks dates change, where there is no window
public record Occasions(Windows windows, ZoneId zone) {

  /// When the day began that it is at `moment`; empty where it is none.
  public Optional<Instant> begun(Instant moment) {
    if (windows.windows().isEmpty()) {
      return Optional.of(midnight(LocalDate.ofInstant(moment, zone)));
    }
    return opened(moment).map(latest -> first(latest, moment));
  }

  /// When the next day begins after `moment`; empty for never.
  public Optional<Instant> next(Instant moment) {
    if (windows.windows().isEmpty()) {
      return Optional.of(midnight(LocalDate.ofInstant(moment, zone).plusDays(1)));
    }
    return windows.windows().stream()
        .flatMap(window -> window.ahead(moment).stream())
        .map(Window.Span::start)
        .filter(start -> start.isAfter(moment))
        .filter(start -> begun(start).filter(start::equals).isPresent())
        .min(Comparator.naturalOrder());
  }

  private Instant midnight(LocalDate date) {
    return new ZoneTime(date.atStartOfDay(), zone).moment();
  }

  /// The latest opening of a window that is open at `moment`.
  private Optional<Opened> opened(Instant moment) {
    return openings(moment)
        .filter(opened -> opened.span().covers(moment))
        .max(Comparator.comparing(opened -> opened.span().start()));
  }

  /// The first opening of that date.
  private Instant first(Opened latest, Instant moment) {
    return openings(moment)
        .filter(opened -> opened.date().equals(latest.date()))
        .map(opened -> opened.span().start())
        .min(Comparator.naturalOrder())
        .orElse(latest.span().start());
  }

  private Stream<Opened> openings(Instant moment) {
    return windows.windows().stream()
        .flatMap(window ->
            window.around(moment).stream()
                .map(span -> new Opened(span, LocalDate.ofInstant(span.start(), window.zone()))));
  }

  /// @param date of the day on which it opens, by its own clocks
  private record Opened(Window.Span span, LocalDate date) {}
}
