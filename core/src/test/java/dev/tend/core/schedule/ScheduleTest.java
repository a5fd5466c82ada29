package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * * | 2026-11-21T02:00:00Z | 2026-11-22T02:00:00Z",
        "0 2 * * * | 2026-11-21T01:59:59.999999999Z | 2026-11-21T02:00:00Z",
        "0 9 * * mon-fri | 2026-11-20T09:00:00Z | 2026-11-23T09:00:00Z",
        "*/15 * * * * | 2026-11-21T10:07:00Z | 2026-11-21T10:15:00Z",
        "30 15 10 * * * | 2026-11-21T10:15:29Z | 2026-11-21T10:15:30Z",
        "0 0 29 2 * | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
        "0 0 29 2 * | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
        "0 0 ? 2 mon#5 | 2026-01-01T00:00:00Z | 2044-02-29T00:00:00Z",
        "0 0 */2 * mon | 2026-11-21T00:00:00Z | 2026-11-23T00:00:00Z",
        "0 0 1 * mon | 2026-11-21T00:00:00Z | 2026-11-23T00:00:00Z",
        "0 0 1 * mon | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z",
        "0 0 L * * | 2026-02-01T00:00:00Z | 2026-02-28T00:00:00Z",
        "0 0 LW * * | 2026-02-01T00:00:00Z | 2026-02-27T00:00:00Z",
        "0 0 1W * * | 2026-07-31T12:00:00Z | 2026-08-03T00:00:00Z",
        "0 0 31W 5 * | 2026-01-01T00:00:00Z | 2026-05-29T00:00:00Z",
        "0 0 * * friL | 2026-11-21T00:00:00Z | 2026-11-27T00:00:00Z",
        "0 0 * * sun | 2026-11-21T00:00:00Z | 2026-11-22T00:00:00Z",
        "@every 90m | 2026-11-21T00:00:00Z | 2026-11-21T01:30:00Z",
        "@every 7s | 1969-12-31T23:59:58Z | 1970-01-01T00:00:00Z",
        "TZ=Asia/Kolkata 0 9 * * * | 2026-11-21T00:00:00Z | 2026-11-21T03:30:00Z",
      })
  void theNextFiringComesAfterTheGivenTime(String expression, Instant after, Instant next) {
    assertThat(read(expression.strip()).next(after, ZoneOffset.UTC)).contains(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 30 2 *",
        "0 0 31 4,6,9,11 *",
        "0 0 L-30 2 *",
        "* * 31W 2 *",
        "@reboot",
      })
  void whatNeverComesIsKnownNeverToCome(String expression) {
    assertThat(read(expression).next(Instant.parse("2026-11-21T00:00:00Z"), ZoneId.of("CET")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Madrid, 29 March 2026: 02:00 CET becomes 03:00 CEST.
        "30 2 * * * | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00",
        "0 2,3 * * * | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
        "0 */2 * * * | 2026-03-29T00:30 | 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00",
        "30 * * * * | 2026-03-29T01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00",
        "*/30 2 * * * | 2026-03-29T01:00 | 2026-03-30T02:00+02:00 2026-03-30T02:30+02:00",
        "@every 1h | 2026-03-29T01:30 | 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00",
        // Madrid, 25 October 2026: 03:00 CEST becomes 02:00 CET.
        "30 2 * * * | 2026-10-25T00:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00",
        "0 3 * * * | 2026-10-25T00:00 | 2026-10-25T03:00+01:00 2026-10-26T03:00+01:00",
        "30 * * * * | 2026-10-25T02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00",
        "*/30 2 * * * | 2026-10-25T02:10 | 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00",
        "0,30 2 * * * | 2026-10-25T02:10 | 2026-10-25T02:30+02:00 2026-10-26T02:00+01:00",
      })
  void aChangeOfTheClockNeitherLosesNorRepeatsAFiring(
      String expression, String after, String firings) {
    ZoneId madrid = ZoneId.of("Europe/Madrid");
    Instant from = ZonedDateTime.parse(after + "+01:00[Europe/Madrid]").toInstant();
    if (after.startsWith("2026-10")) {
      from = ZonedDateTime.parse(after + "+02:00[Europe/Madrid]").toInstant();
    }

    List<Instant> found =
        Stream.iterate(
                read(expression.strip()).next(from, madrid),
                it -> it.flatMap(at -> read(expression.strip()).next(at, madrid)))
            .limit(2)
            .map(Optional::orElseThrow)
            .toList();

    assertThat(found)
        .isEqualTo(
            Arrays.stream(firings.strip().split(" ", -1))
                .map(at -> ZonedDateTime.parse(at).toInstant())
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * *, true",
    "*/5 2 * * *, true",
    "0-30/10 2 * * *, true",
    "0 * * * *, true",
    "0 0-23 * * *, true",
    "*/10 0 2 * * *, true",
    "@every 24h, true",
    "0 */2 * * *, false",
    "0 2 * * *, false",
    "'0,30 2 * * *', false",
    "0 8-18 * * *, false",
    "@reboot, false",
  })
  void whatSaysHowOftenFollowsRealTime(String expression, boolean followsRealTime) {
    assertThat(read(expression).followsRealTime()).isEqualTo(followsRealTime);
  }

  @Test
  void theLastOfAYearOfSecondsIsFoundWithoutCountingThem() {
    Instant now = Instant.parse("2026-11-21T10:00:00.5Z");

    assertThat(read("* * * * * *").last(now.minus(Duration.ofDays(365)), now, ZoneOffset.UTC))
        .contains(Instant.parse("2026-11-21T10:00:00Z"));
    assertThat(read("0 0 1 1 *").last(now.minus(Duration.ofDays(365)), now, ZoneOffset.UTC))
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(read("0 0 1 12 *").last(now.minus(Duration.ofDays(300)), now, ZoneOffset.UTC))
        .isEmpty();
  }

  private static Schedule read(String text) {
    return switch (Schedule.parse(text)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new AssertionError(text + ": " + mistake);
    };
  }
}
