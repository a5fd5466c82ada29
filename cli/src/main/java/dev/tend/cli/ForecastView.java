package dev.tend.cli;

import dev.tend.api.ForecastItem;
import dev.tend.cli.terminal.DurationText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A forecast as people read it: a list, and below it when how much happens.
public final class ForecastView {

  private static final int STRIP = 48;

  /// About as many characters has a line.
  private static final int LINE = 100;

  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";

  /// So many busy minutes are named; who wants to know them all has the list.
  private static final int BUSIEST = 3;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd ", Locale.ENGLISH);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private final List<ForecastItem> items;

  /// When each of them is: to read a time costs more than all else that is done with it.
  private final List<Instant> moments;

  private final Instant from;
  private final Duration length;
  private final List<String> notes;

  /// @param from its beginning
  /// @param length how far it goes
  /// @param notes what is to be said of the whole of it
  public ForecastView(List<ForecastItem> items, Instant from, Duration length, List<String> notes) {
    this.items = List.copyOf(items);
    this.moments = items.stream().map(ForecastItem::moment).toList();
    this.from = from;
    this.length = length;
    this.notes = List.copyOf(notes);
  }

  /// Prints the list at once: there may be a hundred thousand lines. What is below it has
  /// characters that would make all of it twice as long in memory.
  ///
  /// @param zone by whose clocks times are shown
  public void print(PrintStream out, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    if (items.isEmpty()) {
      text.append("nothing comes by itself\n");
    } else {
      out.print(list(zone));
      text.append("\nbusy  [").append(strip()).append("]  each of these is ").append(span());
      text.append('\n').append(busiest(zone)).append('\n');
    }
    cut(zone).ifPresent(note -> text.append("note: ").append(note).append('\n'));
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    out.print(text);
  }

  private StringBuilder list(ZoneId zone) {
    StringBuilder text = new StringBuilder(LINE * items.size());
    int widest = items.stream().mapToInt(item -> item.unit().length()).max().orElse(0);
    LocalDate day = LocalDate.MIN;
    String shown = "";
    for (int i = 0; i < items.size(); i++) {
      ForecastItem item = items.get(i);
      LocalDateTime at = LocalDateTime.ofInstant(moments.get(i), zone);
      if (!at.toLocalDate().equals(day)) {
        day = at.toLocalDate();
        shown = DAY.format(day);
      }
      digits(text.append(shown), at.getHour()).append(':');
      digits(text, at.getMinute()).append(':');
      digits(text, at.getSecond());
      padded(text.append("  "), item.action(), ForecastItem.ACTION_MAX);
      padded(text.append("  "), item.unit(), widest);
      text.append("  ").append(item.because()).append('\n');
    }
    return text;
  }

  private static StringBuilder digits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void padded(StringBuilder text, String word, int width) {
    text.append(word).repeat(' ', Math.max(0, width - word.length()));
  }

  /// Why it does not go as far as was asked, if it does not.
  private Optional<String> cut(ZoneId zone) {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(items.getLast().cut())
            .map(cut ->
                "it is cut off at %s: %,d lines are the most; a shorter --for shows all of it"
                    .formatted(SECOND.format(Instant.parse(cut).atZone(zone)), items.size()));
  }

  /// How much happens in each part of the time, the most of all as the highest block.
  private String strip() {
    long[] counts = new long[STRIP];
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).happens()) {
        long since = Duration.between(from, moments.get(i)).toMillis();
        int place = (int) (since * STRIP / Math.max(1, length.toMillis()));
        counts[Math.clamp(place, 0, STRIP - 1)]++;
      }
    }
    long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
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
        : each.toMinutes() > 0 ? each.toMinutes() + "m" : DurationText.of(each);
  }

  /// The minutes in which most happens, the first of equals before the others.
  private String busiest(ZoneId zone) {
    Map<Instant, Long> minutes =
        IntStream.range(0, items.size())
            .filter(i -> items.get(i).happens())
            .mapToObj(i -> moments.get(i).truncatedTo(ChronoUnit.MINUTES))
            .collect(Collectors.groupingBy(at -> at, TreeMap::new, Collectors.counting()));
    String most =
        minutes.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(BUSIEST)
            .map(entry -> MINUTE.format(entry.getKey().atZone(zone)) + " with " + entry.getValue())
            .collect(Collectors.joining(", "));
    return "busiest minutes: " + most + "; " + items.size() + " in all";
  }
}
