package dev.tend.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The hours in which a service should be up: those of any of its windows, or all of them if it has
/// none.
public record Windows(List<Window> windows) implements Timeline<Boolean> {

  /// Up all the time.
  public static final Windows NONE = new Windows(List.of());

  /// Windows that take over from each other without a gap for so long are taken for always open,
  /// and looked at again then. It is longer than a year with all its changes of the clock.
  private static final Duration HORIZON = Duration.ofDays(400);

  public Windows {
    windows = List.copyOf(windows);
  }

  @Override
  public Stretch<Boolean> at(Instant moment) {
    if (windows.isEmpty()) {
      return Stretch.always(true);
    }
    return all(moment).anyMatch(span -> span.covers(moment)) ? open(moment) : closed(moment);
  }

  /// Whether they open or close at that moment.
  public boolean turn(Instant edge) {
    return !at(edge).value().equals(at(edge.minusNanos(1)).value());
  }

  /// What a change of the clock did to the edge at that moment, in words; empty if nothing.
  public Optional<String> note(Instant edge) {
    return windows.stream().flatMap(window -> window.note(edge).stream()).findFirst();
  }

  private Stretch<Boolean> closed(Instant moment) {
    Optional<Instant> from =
        windows.stream()
            .flatMap(window -> window.behind(moment).stream())
            .map(Window.Span::end)
            .filter(end -> !end.isAfter(moment))
            .max(Comparator.naturalOrder());
    Optional<Instant> until =
        windows.stream()
            .flatMap(window -> window.ahead(moment).stream())
            .map(Window.Span::start)
            .filter(start -> start.isAfter(moment))
            .min(Comparator.naturalOrder());
    return new Stretch<>(false, from, until);
  }

  private Stretch<Boolean> open(Instant moment) {
    Instant first = moment.minus(HORIZON);
    Instant last = moment.plus(HORIZON);
    Instant start = earlier(moment);
    while (start.isAfter(first) && earlier(start).isBefore(start)) {
      start = earlier(start);
    }
    Instant end = later(moment);
    while (end.isBefore(last) && later(end).isAfter(end)) {
      end = later(end);
    }
    return new Stretch<>(
        true, start.isAfter(first) ? Optional.of(start) : Optional.empty(), Optional.of(end));
  }

  /// The earliest opening of a window that is open at `moment`, or closes then; else itself.
  private Instant earlier(Instant moment) {
    return all(moment)
        .filter(span -> !span.start().isAfter(moment) && !span.end().isBefore(moment))
        .map(Window.Span::start)
        .min(Comparator.naturalOrder())
        .orElse(moment);
  }

  /// The latest closing of a window that is open at `moment`; else itself.
  private Instant later(Instant moment) {
    return all(moment)
        .filter(span -> span.covers(moment))
        .map(Window.Span::end)
        .max(Comparator.naturalOrder())
        .orElse(moment);
  }

  private Stream<Window.Span> all(Instant moment) {
    return windows.stream().flatMap(window -> window.around(moment).stream());
  }

  /// `window mon-fri 08:00-18:00 Europe/Madrid`.
  @Override
  public String toString() {
    return (windows.size() == 1 ? "window " : "windows ")
        + windows.stream().map(Window::toString).collect(Collectors.joining(", "));
  }
}
