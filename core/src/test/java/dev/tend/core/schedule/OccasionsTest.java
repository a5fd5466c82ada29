package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The days of something that is done once a day; 2026-03-02 is a Monday.
class OccasionsTest {

  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # windows,                    at,                   began,                next
          '',                           2026-03-02T12:00:00Z, 2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z
          08:00-10:00,                  2026-03-02T09:00:00Z, 2026-03-02T08:00:00Z, 2026-03-03T08:00:00Z
          08:00-10:00,                  2026-03-02T07:59:59Z, ,                     2026-03-02T08:00:00Z
          08:00-10:00,                  2026-03-02T10:00:00Z, ,                     2026-03-03T08:00:00Z
          08:00-10:00 14:00-16:00,      2026-03-02T15:00:00Z, 2026-03-02T08:00:00Z, 2026-03-03T08:00:00Z
          08:00-10:00 14:00-16:00,      2026-03-02T12:00:00Z, ,                     2026-03-03T08:00:00Z
          22:00-06:00,                  2026-03-03T02:00:00Z, 2026-03-02T22:00:00Z, 2026-03-03T22:00:00Z
          00:00-00:00,                  2026-03-03T02:00:00Z, 2026-03-03T00:00:00Z, 2026-03-04T00:00:00Z
          """)
  void aDayBeginsWithItsFirstWindow(String windows, Instant at, Instant began, Instant next) {
    Occasions days = new Occasions(windows(windows == null ? "" : windows), ZoneOffset.UTC);

    assertThat(days.begun(at)).isEqualTo(Optional.ofNullable(began));
    assertThat(days.next(at)).contains(next);
  }

  /// A4-31: procman's day changes at midnight in the middle of it.
  @Test
  void a4_31_midnightBeginsNoOtherDayInAWindow() {
    Occasions days = new Occasions(windows("22:00-06:00"), ZoneOffset.UTC);

    assertThat(days.begun(Instant.parse("2026-03-02T23:59:59Z")))
        .isEqualTo(days.begun(Instant.parse("2026-03-03T00:00:01Z")));
  }

  /// Madrid's clocks go from 02:00 to 03:00 on that Sunday.
  @Test
  void aDayThatBeginsInAGapBeginsAfterIt() {
    SortedSet<DayOfWeek> all = new TreeSet<>(EnumSet.allOf(DayOfWeek.class));
    Window window = new Window(all, LocalTime.of(2, 30), LocalTime.of(5, 0), MADRID);
    Occasions days = new Occasions(new Windows(List.of(window)), MADRID);

    assertThat(days.next(Instant.parse("2026-03-28T12:00:00Z")))
        .contains(Instant.parse("2026-03-29T01:00:00Z"));
  }

  /// Whoever goes from day to day meets each that somebody who watches the clock has seen.
  @Test
  void noDayIsMissedAndNoneComesTwice() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Window> some = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        SortedSet<DayOfWeek> on = new TreeSet<>();
        on.add(DayOfWeek.of(1 + random.nextInt(7)));
        on.add(DayOfWeek.of(1 + random.nextInt(7)));
        LocalTime from = LocalTime.of(random.nextInt(24), 30 * random.nextInt(2));
        some.add(new Window(on, from, from.plusMinutes(30 + 30 * random.nextInt(40)), MADRID));
      }
      Occasions days = new Occasions(new Windows(some), MADRID);
      Instant start = Instant.parse("2026-03-20T00:00:00Z");
      Instant end = start.plus(Duration.ofDays(14));
      SortedSet<Instant> watched = new TreeSet<>();
      for (Instant at = start; at.isBefore(end); at = at.plus(Duration.ofMinutes(30))) {
        days.begun(at).filter(begun -> !begun.isBefore(start)).ifPresent(watched::add);
      }
      SortedSet<Instant> reckoned = new TreeSet<>();
      Optional<Instant> next = days.next(start.minusNanos(1));
      while (next.isPresent() && next.get().isBefore(end)) {
        reckoned.add(next.get());
        next = days.next(next.get());
      }
      assertThat(reckoned).as(days.toString()).isEqualTo(watched);
    }
  }

  private static Windows windows(String text) {
    SortedSet<DayOfWeek> all = new TreeSet<>(EnumSet.allOf(DayOfWeek.class));
    List<Window> windows = new ArrayList<>();
    for (String hours : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] edges = hours.split("-", -1);
      windows.add(
          new Window(all, LocalTime.parse(edges[0]), LocalTime.parse(edges[1]), ZoneOffset.UTC));
    }
    return new Windows(windows);
  }
}
