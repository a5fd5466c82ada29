package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// A date and time as somebody wrote it: by the clocks of a zone that is said elsewhere, unless an
/// offset stands behind it.
record TimePoint(LocalDateTime written, Optional<ZoneOffset> offset) {

  /// The moment that it means. Where clocks skip it, it is the first one after the gap.
  Instant in(ZoneId zone) {
    return written.atZone(offset.<ZoneId>map(it -> it).orElse(zone)).toInstant();
  }

  @Override
  public String toString() {
    return written + offset.map(ZoneOffset::toString).orElse("");
  }

  private static TimePoint parse(String text) {
    String iso = text.replace(' ', 'T');
    if (iso.matches(".*T.*(Z|z|[+-][0-9]{2}:[0-9]{2})")) {
      OffsetDateTime fixed = OffsetDateTime.parse(iso);
      return new TimePoint(fixed.toLocalDateTime(), Optional.of(fixed.getOffset()));
    }
    LocalDateTime local =
        iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).atStartOfDay();
    return new TimePoint(local, Optional.empty());
  }

  /// The form of such a time.
  record In() implements Form<TimePoint> {

    @Override
    public String type() {
      return "time";
    }

    @Override
    public String range() {
      return "`2026-12-01`, `2026-12-01T08:00:00`, `2026-12-01T08:00:00Z`";
    }

    @Override
    public Optional<TimePoint> decode(Node node, Problems problems) {
      String text =
          switch (node) {
            case Node.Text(var _, String value) -> value;
            case Node.Time(var _, String written) -> written;
            case Node.Table _,
                Node.Items _,
                Node.WholeNumber _,
                Node.Fraction _,
                Node.Truth _,
                Node.Nothing _ ->
                "";
          };
      try {
        return Optional.of(parse(text));
      } catch (DateTimeException none) {
        problems.add(
            node.place(),
            text.isEmpty() ? "expected a time, found " + node.kind() : "'" + text + "' is no time",
            "Write 2026-12-01T08:00:00, with Z or an offset behind it where no zone holds.");
        return Optional.empty();
      }
    }

    @Override
    public String write(TimePoint value) {
      return "\"" + value + '"';
    }
  }
}
