package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The arithmetic finds what a slow and simple cron finds that watches the clock.
class ReckonerTest {

  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");

  private static final int EXPRESSIONS = 2_000;

  /// An hour that is shown for the second time is one that the reckoner has to have seen before; no
  /// clock is put back further.
  private static final Duration LOOK_BACK = Duration.ofHours(3);

  /// One zone of those whose clocks show the same from BEGIN to END: by its first offset and its
  /// changes.
  private static final Map<List<Object>, ZoneId> ZONES = zones();

  private final Random random = new Random(20_261_121);
  private final RandomExpressions expressions = new RandomExpressions(random);

  private static Map<List<Object>, ZoneId> zones() {
    Map<List<Object>, ZoneId> zones = new LinkedHashMap<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(name);
      List<Object> shown = new ArrayList<>(changes(zone));
      shown.addFirst(zone.getRules().getOffset(BEGIN));
      zones.putIfAbsent(shown, zone);
    }
    return zones;
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(BEGIN);
    while (change != null && change.getInstant().isBefore(END)) {
      changes.add(change);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes;
  }

  @Test
  void randomExpressionsInRandomZonesFireWhenTheClockSaysSo() {
    for (int i = 0; i < EXPRESSIONS; i++) {
      compare(
          expressions.five(),
          anyZone(),
          anyStart(ChronoUnit.MINUTES),
          LOOK_BACK,
          Duration.ofDays(1));
    }
  }

  @Test
  void soDoThoseWithSeconds() {
    for (int i = 0; i < EXPRESSIONS / 10; i++) {
      compare(
          expressions.six(),
          anyZone(),
          anyStart(ChronoUnit.SECONDS),
          LOOK_BACK,
          Duration.ofHours(2));
    }
  }

  @Test
  void randomDaysAreTheOnesThatACalendarOnTheWallHas() {
    for (int i = 0; i < EXPRESSIONS / 8; i++) {
      String expression = "0 0 " + expressions.days();
      LocalDate from = LocalDate.of(2019, 12, 31).plusDays(random.nextInt(5_000));
      LocalDate to = from.plusDays(800);

      List<LocalDate> days =
          fast(expression, ZoneOffset.UTC, midnight(from), midnight(to.minusDays(1))).stream()
              .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
              .toList();

      assertThat(days)
          .as(expression)
          .isEqualTo(new SlowReckoner(expression, ZoneOffset.UTC).days(from, to));
    }
  }

  @Test
  void everyChangeOfEveryClockIsRead() {
    int changes = 0;
    for (ZoneId zone : ZONES.values()) {
      for (ZoneOffsetTransition change : changes(zone)) {
        Instant from = change.getInstant().minus(Duration.ofMinutes(90));
        for (String expression : around(change)) {
          compare(expression, zone, from, Duration.ZERO, Duration.ofHours(4));
        }
        // What is asked for while the hour passes for the second time was served the first time.
        Instant within = change.getInstant().plus(Duration.ofMinutes(5));
        String later = at(change.getDateTimeAfter().plusMinutes(17));
        compare(later, zone, within, Duration.ofMinutes(90), Duration.ofMinutes(30));
        changes++;
      }
    }

    assertThat(changes).isGreaterThan(1_000);
  }

  @Test
  void theLastFiringIsTheOneBeforeTheNext() {
    for (int i = 0; i < EXPRESSIONS / 3; i++) {
      String expression = expressions.five();
      ZoneId zone = anyZone();
      Instant from = anyStart(ChronoUnit.SECONDS);
      Instant to = from.plusSeconds(random.nextInt(200_000));
      List<Instant> all = fast(expression, zone, from, to);

      assertThat(schedule(expression).last(from, to, zone))
          .as(expression)
          .isEqualTo(all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
    }
  }

  /// Times in the hour that is left out or repeated, at its edges, and what says how often.
  private static List<String> around(ZoneOffsetTransition change) {
    LocalDateTime before = change.getDateTimeBefore();
    LocalDateTime after = change.getDateTimeAfter();
    LocalDateTime within = (change.isGap() ? before : after).plusMinutes(17);
    return List.of(
        at(before),
        at(before.minusMinutes(1)),
        at(after),
        at(within),
        within.getMinute() + ",59 " + within.getHour() + " * * *",
        within.getMinute() + " */2 * * *",
        "*/20 " + within.getHour() + " * * *",
        within.getMinute() + " * * * *",
        "*/15 * * * *");
  }

  private static String at(LocalDateTime time) {
    return time.getMinute() + " " + time.getHour() + " * * *";
  }

  /// @param lookBack how long the reckoner watches the clock before the stretch that is compared
  private static void compare(
      String expression, ZoneId zone, Instant from, Duration lookBack, Duration length) {
    Instant to = from.plus(length);
    List<Instant> slow =
        new SlowReckoner(expression, zone)
            .firings(from.minus(lookBack), to).stream().filter(at -> at.isAfter(from)).toList();

    assertThat(fast(expression, zone, from, to)).as(expression + " in " + zone).isEqualTo(slow);
  }

  private static List<Instant> fast(String expression, ZoneId zone, Instant from, Instant to) {
    Schedule schedule = schedule(expression);
    List<Instant> firings = new ArrayList<>();
    Optional<Instant> next = schedule.next(from, zone);
    while (next.isPresent() && !next.get().isAfter(to)) {
      firings.add(next.get());
      next = schedule.next(next.get(), zone);
    }
    return firings;
  }

  private static Schedule schedule(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new AssertionError(expression + ": " + mistake);
    };
  }

  private ZoneId anyZone() {
    List<ZoneId> all = List.copyOf(ZONES.values());
    return all.get(random.nextInt(all.size()));
  }

  private Instant anyStart(ChronoUnit unit) {
    long range = Duration.between(BEGIN, END).toSeconds();
    return BEGIN.plusSeconds(random.nextLong(range)).truncatedTo(unit);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
