package dev.tend.cli;

import dev.tend.api.ForecastItem;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A forecast as a calendar file (RFC 5545), an event for each thing that comes.
///
/// @param now when it was made
public record ForecastCalendar(List<ForecastItem> items, Instant now) {

  /// Octets of a line, without its end; a longer one goes on in the next, behind a space (3.1).
  private static final int LINE_MAX = 75;

  /// What is escaped (3.3.11).
  private static final String SPECIAL = "\\,;\n";

  private static final String USUAL = "2026-10-24T00:30:00.000Z";

  /// About as many has an event.
  private static final int OCTETS_EACH = 300;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  public ForecastCalendar {
    items = List.copyOf(items);
  }

  /// Prints all of it at once.
  public void print(PrintStream out) {
    StringBuilder text = new StringBuilder(OCTETS_EACH * (items.size() + 1));
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:-//Tend//forecast//EN");
    String made = "DTSTAMP:" + stamp(now);
    String before = "";
    int alike = 0;
    for (ForecastItem item : items) {
      // A cron job with jitter may fire twice in one millisecond; no two events have one UID.
      Instant at = item.moment();
      String uid = at.toEpochMilli() + "-" + item.action() + "-" + item.unit();
      alike = uid.equals(before) ? alike + 1 : 0;
      before = uid;
      event(text, item, made, stamp(item, at), alike == 0 ? uid : uid + "-" + alike);
    }
    if (!items.isEmpty() && items.getLast().cut() != null) {
      end(text, made, Instant.parse(items.getLast().cut()));
    }
    line(text, "END:VCALENDAR");
    out.print(text);
  }

  private static void event(
      StringBuilder text, ForecastItem item, String made, String start, String uid) {
    line(text, "BEGIN:VEVENT");
    line(text, "UID:" + escaped(uid) + "@tend");
    line(text, made);
    line(text, "DTSTART:" + start);
    long lasts = item.lastsMs() == null ? 0 : Duration.ofMillis(item.lastsMs()).toSeconds();
    // A calendar counts seconds, and an event that takes any takes more than none (3.6.1).
    if (lasts > 0) {
      line(text, "DURATION:PT" + lasts + "S");
    }
    line(text, "SUMMARY:" + escaped(item.unit() + ": " + item.action()));
    line(text, "DESCRIPTION:" + escaped(item.because()));
    // Nobody's time is taken.
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
  }

  /// A calendar has no room for a remark, so what is missing is an event too.
  private void end(StringBuilder text, String made, Instant cut) {
    line(text, "BEGIN:VEVENT");
    line(text, "UID:" + cut.toEpochMilli() + "-cut@tend");
    line(text, made);
    line(text, "DTSTART:" + stamp(cut));
    line(text, "SUMMARY:" + escaped("the forecast is cut off here"));
    line(
        text,
        "DESCRIPTION:"
            + escaped(
                "%,d events are the most; a shorter --for shows all of it"
                    .formatted(items.size())));
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
  }

  /// The same digits in the same order, where the daemon wrote them.
  private static String stamp(ForecastItem item, Instant moment) {
    String at = item.at();
    return at.length() == USUAL.length() && at.endsWith("Z")
        ? new StringBuilder(USUAL.length())
            .append(at, 0, 4)
            .append(at, 5, 7)
            .append(at, 8, 13)
            .append(at, 14, 16)
            .append(at, 17, 19)
            .append('Z')
            .toString()
        : stamp(moment);
  }

  private static String stamp(Instant moment) {
    return STAMP.format(moment.atOffset(ZoneOffset.UTC));
  }

  /// 3.3.11.
  private static String escaped(String text) {
    if (isPlain(text)) {
      return text;
    }
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n");
  }

  /// Whether it has nothing to be escaped.
  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (SPECIAL.indexOf(text.charAt(at)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// Folds between characters, never within one.
  private static void line(StringBuilder text, String line) {
    if (line.length() <= LINE_MAX && isAscii(line)) {
      text.append(line).append("\r\n");
      return;
    }
    int octets = 0;
    for (int at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
      int character = line.codePointAt(at);
      int length = octets(character);
      if (octets + length > LINE_MAX) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(character);
      octets += length;
    }
    text.append("\r\n");
  }

  private static boolean isAscii(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (line.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// In UTF-8.
  private static int octets(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
