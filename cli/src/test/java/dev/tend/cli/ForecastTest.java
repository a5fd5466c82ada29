package dev.tend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A forecast on the screen and in a calendar.
class ForecastTest {

  private static final String ASKED = "GET /v1/forecast?from=2026-11-21T08%3A03%3A12Z&for=86400s";

  private static final String FIRE = item("2026-11-21T12:00:00.000Z", "backup", "fire", "it, a; b");
  private static final String SKIP = item("2026-11-21T13:00:00.000Z", "backup", "skip", "no");

  @TempDir private Path folder;

  @Test
  void aListHasWhenHowMuchHappensBelowIt() throws IOException {
    String start = item("2026-11-21T12:00:30.000Z", "web", "start", "its window opens");

    assertThat(forecast(FIRE + "," + start + "," + SKIP).out())
        .isEqualTo(
            """
            Sat 2026-11-21 12:00:00  fire    backup  it, a; b
            Sat 2026-11-21 12:00:30  start   web     its window opens
            Sat 2026-11-21 13:00:00  skip    backup  no

            busy  [       █                                        ]  each of these is 30m
            busiest minutes: Sat 2026-11-21 12:00 with 2; 3 in all
            """);
  }

  @Test
  void whatIsCutOffIsSaid() throws IOException {
    String last = FIRE.replace("\"cut\":null", "\"cut\":\"2026-11-21T12:30:00.000Z\"");

    assertThat(forecast(last).out())
        .endsWith(
            "note: it is cut off at Sat 2026-11-21 12:30:00: 1 lines are the most; a shorter --for"
                + " shows all of it\n");
    assertThat(forecast(last, "--ics").out())
        .contains("DTSTART:20261121T123000Z\r\nSUMMARY:the forecast is cut off here\r\n");
    assertThat(forecast(last, "--json").out()).contains("\"cut\":\"2026-11-21T12:30:00.000Z\"");
  }

  @Test
  void anEmptyForecastSaysSo() throws IOException {
    assertThat(forecast("").out()).isEqualTo("nothing comes by itself\n");
    assertThat(forecast("", "--ics").out())
        .isEqualTo(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tend//forecast//EN\r\nEND:VCALENDAR\r\n");
  }

  @Test
  void aCalendarHasAnEventForEachThing() throws IOException {
    assertThat(forecast(FIRE, "--ics").out())
        .contains(
            """
            BEGIN:VEVENT
            UID:1795262400000-fire-backup@tend
            DTSTAMP:20261121T080312Z
            DTSTART:20261121T120000Z
            DURATION:PT90S
            SUMMARY:backup: fire
            DESCRIPTION:it\\, a\\; b
            TRANSP:TRANSPARENT
            END:VEVENT
            """
                .replace("\n", "\r\n"));
  }

  /// RFC 5545, 3.6.1: a duration is more than nothing.
  @Test
  void whatTakesLessThanASecondTakesNoTimeInACalendar() throws IOException {
    assertThat(forecast(FIRE.replace("90000", "999"), "--ics").out())
        .contains("SUMMARY:backup: fire")
        .doesNotContain("DURATION");
  }

  @Test
  void itPrintsOneFormOrTheOther() throws IOException {
    Typed typed = forecast(FIRE, "--ics", "--json");

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).startsWith("tend: forecast prints either JSON or a calendar\n");
  }

  @Test
  void thePartsOfAShortTimeAreNotRoundedToNothing() throws IOException {
    try (CannedDaemon daemon = new CannedDaemon(folder.resolve("s"))) {
      daemon.answer(ASKED.replace("86400s", "10s"), "[" + FIRE + "]");

      assertThat(Typed.tend(daemon, "forecast", "--for", "10s").out())
          .contains("each of these is 208ms\n");
    }
  }

  @Test
  void noTwoEventsHaveOneUid() throws IOException {
    String out = forecast(FIRE + "," + FIRE + "," + FIRE, "--ics").out();

    assertThat(out.lines().filter(line -> line.startsWith("UID:")))
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  /// RFC 5545, 3.1: 75 octets at most, and a character of several octets is not torn.
  @Test
  void longLinesOfACalendarAreFolded() throws IOException {
    String because = "ä€𐍈,x".repeat(40);

    String out =
        forecast(item("2026-11-21T12:00:00.000Z", "backup", "fire", because), "--ics").out();

    assertThat(out).endsWith("\r\n").doesNotContain("�");
    List<String> lines = Arrays.asList(out.split("\r\n"));
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    String unfolded = lines.stream().collect(Collectors.joining("\r\n")).replace("\r\n ", "");
    assertThat(unfolded).contains("DESCRIPTION:" + because.replace(",", "\\,"));
  }

  private Typed forecast(String items, String... options) throws IOException {
    try (CannedDaemon daemon = new CannedDaemon(folder.resolve("s"))) {
      daemon.answer(ASKED, "[" + items + "]");
      String[] line = new String[options.length + 1];
      line[0] = "forecast";
      System.arraycopy(options, 0, line, 1, options.length);
      return Typed.tend(daemon, line);
    } finally {
      Files.deleteIfExists(folder.resolve("s"));
    }
  }

  private static String item(String at, String unit, String action, String because) {
    return """
    {"at":"%s","unit":"%s","action":"%s","because":"%s","lasts_ms":%s,"cut":null}\
    """
        .formatted(at, unit, action, because, action.equals("fire") ? "90000" : "null");
  }
}
