package dev.tend.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.schedule.Timeline.Stretch;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Times are those of Madrid, where clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00
/// back to 02:00 on 2026-10-25.
class WindowTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mon-fri 08:00-18:00 | 2026-03-02T07:59:59 | closed | 2026-02-27T18:00 | 2026-03-02T08:00
          mon-fri 08:00-18:00 | 2026-03-02T08:00    | open   | 2026-03-02T08:00 | 2026-03-02T18:00
          mon-fri 08:00-18:00 | 2026-03-02T17:59:59 | open   | 2026-03-02T08:00 | 2026-03-02T18:00
          mon-fri 08:00-18:00 | 2026-03-02T18:00    | closed | 2026-03-02T18:00 | 2026-03-03T08:00
          mon-fri 08:00-18:00 | 2026-03-07T12:00    | closed | 2026-03-06T18:00 | 2026-03-09T08:00
          fri 22:00-06:00     | 2026-03-07T05:00    | open   | 2026-03-06T22:00 | 2026-03-07T06:00
          fri 22:00-06:00     | 2026-03-06T05:00    | closed | 2026-02-28T06:00 | 2026-03-06T22:00
          all 22:00-24:00     | 2026-03-06T23:30    | open   | 2026-03-06T22:00 | 2026-03-07T00:00
          sun 00:00-24:00     | 2026-03-08T00:00    | open   | 2026-03-08T00:00 | 2026-03-09T00:00
          sat,sun 00:00-24:00 | 2026-03-08T12:00    | open   | 2026-03-07T00:00 | 2026-03-09T00:00
          mon 08:00-12:00; mon 11:00-18:00 | 2026-03-02T11:30 | open | 2026-03-02T08:00 | 2026-03-02T18:00
          mon 08:00-12:00; mon 12:00-18:00 | 2026-03-02T12:00 | open | 2026-03-02T08:00 | 2026-03-02T18:00
          mon 08:00-12:00; mon 13:00-18:00 | 2026-03-02T12:30 | closed | 2026-03-02T12:00 | 2026-03-02T13:00
          sun 01:00-02:30 | 2026-03-29T01:30 | open   | 2026-03-29T01:00 | 2026-03-29T03:00
          sun 02:30-04:00 | 2026-03-29T03:30 | open   | 2026-03-29T03:00 | 2026-03-29T04:00
          sun 02:10-02:50 | 2026-03-29T12:00 | closed | 2026-03-22T02:50 | 2026-04-05T02:10
          """)
  void itOpensAndClosesWithTheClock(
      String windows, String at, String state, String from, String until) {
    Stretch<Boolean> stretch = windows(windows).at(moment(at));

    assertThat(stretch.value()).isEqualTo(state.equals("open"));
    assertThat(stretch.from()).contains(moment(from));
    assertThat(stretch.until()).contains(moment(until));
  }

  @Test
  void anEdgeThatExistsTwiceIsTheFirst() {
    Stretch<Boolean> night = windows("sun 01:00-02:30").at(moment("2026-10-25T01:30"));

    assertThat(night.until()).contains(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(windows("sun 02:30-04:00").at(night.until().orElseThrow()).value()).isTrue();
  }

  @Test
  void aRepeatedHourWithinItMakesItLonger() {
    Stretch<Boolean> night = windows("sun 01:00-05:00").at(moment("2026-10-25T01:30"));

    assertThat(night.from()).contains(Instant.parse("2026-10-24T23:00:00Z"));
    assertThat(night.until()).contains(Instant.parse("2026-10-25T04:00:00Z"));
  }

  @Test
  void noWindowIsOpenForEver() {
    assertThat(Windows.NONE.at(Instant.EPOCH)).isEqualTo(Stretch.always(true));
  }

  @Test
  void windowsWithoutAGapHaveNoBeginning() {
    Stretch<Boolean> stretch =
        windows("all 00:00-12:00; all 12:00-24:00").at(moment("2026-03-02T12:00"));

    assertThat(stretch.value()).isTrue();
    assertThat(stretch.from()).isEqualTo(Optional.empty());
    assertThat(stretch.until().orElseThrow()).isAfter(moment("2027-03-02T12:00"));
  }

  @Test
  void itIsWrittenAsOneWouldWriteIt() {
    assertThat(windows("mon,tue,wed 08:00-18:00"))
        .hasToString("window mon-wed 08:00-18:00 Europe/Madrid");
    assertThat(windows("all 22:00-24:00; sun 00:00-01:30"))
        .hasToString("windows all 22:00-24:00 Europe/Madrid, sun 00:00-01:30 Europe/Madrid");
  }

  private static Windows windows(String text) {
    return new Windows(Arrays.stream(text.split("; ", -1)).map(WindowTest::window).toList());
  }

  static Window window(String text) {
    String[] words = text.split(" ", -1);
    String[] edges = words[1].split("-", -1);
    var days =
        Arrays.stream(words[0].split(",", -1))
            .flatMap(word -> Weekdays.parse(word).orElseThrow().days().stream())
            .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    return new Window(days, time(edges[0]), time(edges[1]), MADRID);
  }

  private static LocalTime time(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
  }

  private static Instant moment(String shown) {
    return new ZoneTime(LocalDateTime.parse(shown), MADRID).moment();
  }
}
