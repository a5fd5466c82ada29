package dev.tend.core.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Somebody who watches a clock on the wall, minute by minute, and opens and closes a door by it.
///
/// He goes by the latest time that it has shown: an hour that it shows once more changes nothing.
/// He shares nothing with the arithmetic that he judges.
final class SlowDoorkeeper {

  /// One window of whole minutes, as the test that made it up knows it.
  record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    boolean coverTime(LocalDateTime shown) {
      return on(shown.toLocalDate(), shown) || on(shown.toLocalDate().minusDays(1), shown);
    }

    private boolean on(LocalDate day, LocalDateTime shown) {
      long minutes = Duration.between(day.atTime(from), shown).toMinutes();
      long length = Math.floorMod(to.toSecondOfDay() / 60 - from.toSecondOfDay() / 60, 1440);
      return days.contains(day.getDayOfWeek())
          && minutes >= 0
          && minutes < (length == 0 ? 1440 : length);
    }
  }

  /// The moments in a stretch of time at which the door is opened or shut, each with whether it was
  /// opened.
  record Edge(Instant at, boolean opens) {}

  private final List<Hours> hours;
  private final java.time.ZoneId zone;

  SlowDoorkeeper(List<Hours> hours, java.time.ZoneId zone) {
    this.hours = hours;
    this.zone = zone;
  }

  /// @param begin from when on he watches
  /// @param from from when on he is asked
  List<Edge> edges(Instant begin, Instant from, Instant to) {
    List<Edge> edges = new ArrayList<>();
    LocalDateTime latest = LocalDateTime.ofInstant(begin, zone);
    boolean open = covered(latest);
    for (Instant now = begin; !now.isAfter(to); now = now.plusSeconds(60)) {
      LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
      if (shown.isAfter(latest)) {
        latest = shown;
      }
      boolean next = covered(latest);
      if (next != open && now.isAfter(from)) {
        edges.add(new Edge(now, next));
      }
      open = next;
    }
    return edges;
  }

  private boolean covered(LocalDateTime shown) {
    return hours.stream().anyMatch(each -> each.coverTime(shown));
  }
}
