package dev.tend.cli;

import dev.tend.api.ForecastItem;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A forecast as people read it: a list, and below it when how much happens.
///
/// @param from its beginning
/// @param length how far it goes
public record ForecastView(List<ForecastItem> items, Instant from, Duration length) {

  private static final int STRIP = 48;
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  /// RFC 5545, 3.1: a longer line goes on in the next one.
  private static final int ICS_LINE_MAX = 70;

  public ForecastView {
    items = List.copyOf(items);
  }

  /// @param zone by whose clocks times are shown
  public void print(PrintStream out, ZoneId zone) {
    if (items.isEmpty()) {
      out.println("nothing comes by itself");
      return;
    }
    int widest = items.stream().mapToInt(item -> item.unit().length()).max().orElse(0);
    for (ForecastItem item : items) {
      out.println(
          "%s  %-6s  %-"
              .concat(widest + "s  %s")
              .formatted(
                  WHEN.format(Instant.parse(item.at()).atZone(zone)),
                  item.action(),
                  item.unit(),
                  item.because()));
    }
    out.println();
    out.println("busy  [" + strip() + "]  each of these is " + span());
    out.println(busiest(zone));
  }

  /// How much happens in each part of the time, the most of all as the highest block.
  private String strip() {
    long[] counts = new long[STRIP];
    for (ForecastItem item : items) {
      long since = Duration.between(from, Instant.parse(item.at())).toSeconds();
      int place = (int) (since * STRIP / Math.max(1, length.toSeconds()));
      counts[Math.clamp(place, 0, STRIP - 1)]++;
    }
    long most = java.util.Arrays.stream(counts).max().orElse(1);
    StringBuilder strip = new StringBuilder();
    for (long count : counts) {
      strip.append(BLOCKS.charAt((int) Math.ceilDiv(count * (BLOCKS.length() - 1), most)));
    }
    return strip.toString();
  }

  private String span() {
    Duration each = length.dividedBy(STRIP);
    return each.toHours() > 0
        ? each.toHours() + "h" + (each.toMinutesPart() > 0 ? each.toMinutesPart() + "m" : "")
        : each.toMinutes() + "m";
  }

  /// The minute in which most happens.
  private String busiest(ZoneId zone) {
    Map<Instant, Long> minutes =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    item ->
                        Instant.parse(item.at()).truncatedTo(java.time.temporal.ChronoUnit.MINUTES),
                    TreeMap::new,
                    Collectors.counting()));
    var most = minutes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return "busiest minute: %s, with %d of %d"
        .formatted(WHEN.format(most.getKey().atZone(zone)), most.getValue(), items.size());
  }

  /// As a calendar file (RFC 5545).
  public void printCalendar(PrintStream out, Instant now) {
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Tend//forecast//EN");
    for (ForecastItem item : items) {
      String at = stamp(Instant.parse(item.at()));
      line(out, "BEGIN:VEVENT");
      line(out, "UID:" + at + "-" + item.action() + "-" + item.unit() + "@tend");
      line(out, "DTSTAMP:" + stamp(now));
      line(out, "DTSTART:" + at);
      line(out, "SUMMARY:" + escaped(item.unit() + ": " + item.action()));
      line(out, "DESCRIPTION:" + escaped(item.because()));
      line(out, "END:VEVENT");
    }
    line(out, "END:VCALENDAR");
  }

  private static String stamp(Instant moment) {
    return STAMP.format(moment.atOffset(ZoneOffset.UTC));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;");
  }

  private static void line(PrintStream out, String text) {
    String rest = text;
    while (rest.length() > ICS_LINE_MAX) {
      out.print(rest.substring(0, ICS_LINE_MAX) + "\r\n ");
      rest = rest.substring(ICS_LINE_MAX);
    }
    out.print(rest + "\r\n");
  }
}
