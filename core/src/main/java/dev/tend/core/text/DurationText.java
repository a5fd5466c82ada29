package dev.tend.core.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time as operators write it: `500ms`, `1h30m`, `1.5s`, `1d`.
///
/// Each part has a unit, and a day is 24 hours.
public record DurationText(Duration duration) {

  /// Larger ones are mistakes, and would overflow a count of nanoseconds.
  public static final Duration LONGEST = Duration.ofDays(36_500);

  public static final String UNITS = "ns, us, ms, s, m, h, d";

  private static final String PART = "(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h|d)";
  private static final Pattern PARTS = Pattern.compile(PART);
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART + ")+");

  /// From the longest on, as they are written.
  private static final SequencedMap<String, Duration> LENGTHS = lengths();

  private static SequencedMap<String, Duration> lengths() {
    SequencedMap<String, Duration> lengths = new LinkedHashMap<>();
    lengths.put("d", Duration.ofDays(1));
    lengths.put("h", Duration.ofHours(1));
    lengths.put("m", Duration.ofMinutes(1));
    lengths.put("s", Duration.ofSeconds(1));
    lengths.put("ms", Duration.ofMillis(1));
    lengths.put("us", Duration.ofNanos(1_000));
    lengths.put("µs", Duration.ofNanos(1_000));
    lengths.put("ns", Duration.ofNanos(1));
    return lengths;
  }

  /// Reads what [#toString] writes and what people write; empty when it is neither.
  public static Optional<DurationText> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (!WHOLE.matcher(lower).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PARTS.matcher(lower);
    while (part.find()) {
      Duration unit = LENGTHS.getOrDefault(part.group(2), Duration.ZERO);
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(new BigDecimal(unit.toNanos())));
    }
    return nanos.compareTo(new BigDecimal(LONGEST.toNanos())) > 0
        ? Optional.empty()
        : Optional.of(new DurationText(Duration.ofNanos(nanos.longValue())));
  }

  /// A length to be read at a glance: whole seconds above a minute, three digits below.
  public static String of(Duration duration) {
    if (duration.toMinutes() > 0) {
      return new DurationText(duration.truncatedTo(ChronoUnit.SECONDS)).toString();
    }
    long millis = duration.toMillis();
    return millis < 1000
        ? millis + "ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
  }

  /// `1h30m`, in as few units as it takes.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    Duration rest = duration;
    for (Map.Entry<String, Duration> unit : LENGTHS.entrySet()) {
      long count = rest.dividedBy(unit.getValue());
      if (count > 0) {
        text.append(count).append(unit.getKey());
        rest = rest.minus(unit.getValue().multipliedBy(count));
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
