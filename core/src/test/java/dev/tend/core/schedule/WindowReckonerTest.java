package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The arithmetic of windows finds what somebody finds who watches the clock.
class WindowReckonerTest {
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");

  /// Longer than any hour is shown for the second time, or any day is left out.
  private static final Duration BEFORE = Duration.ofDays(2);

  private static final int TRIES = 400;

  private final Random random = new Random(20_261_121);
  private final List<ZoneId> zones =
      new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().map(ZoneId::of).toList();

  @Test
  void atAnyTimeInAnyZone() {
    for (int i = 0; i < TRIES; i++) {
      long seconds = random.nextLong(Duration.between(BEGIN, END).toSeconds());
      compare(zones.get(random.nextInt(zones.size())), BEGIN.plusSeconds(seconds));
    }
  }

  @Test
  void aroundEachChangeOfTheClockOfEachZone() {
    Set<List<Object>> seen = new HashSet<>();
    for (ZoneId zone : zones) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(BEGIN);
      while (change != null && change.getInstant().isBefore(END)) {
        // The same change of the same clocks is as good in one zone as in another one.
        if (seen.add(
            List.of(
                change.getDateTimeBefore().toLocalTime(),
                change.getDuration(),
                change.getDateTimeBefore().getDayOfWeek()))) {
          compare(zone, change.getInstant());
        }
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
    assertThat(seen).hasSizeGreaterThan(20);
  }

  private void compare(ZoneId zone, Instant middle) {
    Instant from = middle.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(1));
    Instant to = from.plus(Duration.ofDays(2));
    List<SlowDoorkeeper.Hours> hours = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      hours.add(hours());
    }
    Windows windows =
        new Windows(
            hours.stream()
                .map(each -> new Window(new TreeSet<>(each.days()), each.from(), each.to(), zone))
                .toList());

    List<SlowDoorkeeper.Edge> edges = new ArrayList<>();
    Timeline.Stretch<Boolean> stretch = windows.at(from);
    Optional<Instant> edge = stretch.until();
    while (edge.isPresent() && !edge.get().isAfter(to)) {
      assertThat(windows.at(edge.get().minusNanos(1)))
          .as("%s before %s", windows, edge)
          .isEqualTo(stretch);
      stretch = windows.at(edge.get());
      assertThat(stretch.from()).as("%s at %s", windows, edge).isEqualTo(edge);
      edges.add(new SlowDoorkeeper.Edge(edge.get(), stretch.value()));
      edge = stretch.until();
    }

    assertThat(edges)
        .as("%s from %s", windows, from)
        .isEqualTo(new SlowDoorkeeper(hours, zone).edges(from.minus(BEFORE), from, to));
  }

  private SlowDoorkeeper.Hours hours() {
    EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextBoolean()) {
        days.add(day);
      }
    }
    LocalTime from = time();
    LocalTime to = time();
    while (to.equals(from) && !to.equals(LocalTime.MIDNIGHT)) {
      to = time();
    }
    return new SlowDoorkeeper.Hours(days, from, to);
  }

  /// Those of the night more often: there clocks change.
  private LocalTime time() {
    int minutes = random.nextInt(3) == 0 ? random.nextInt(1440) : random.nextInt(20) * 15;
    return LocalTime.ofSecondOfDay(minutes * 60L);
  }
}
