package dev.tend.config.provisr;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/// A length of time as Go writes it: text with units, `"0"`, or a whole number of nanoseconds.
record SpanForm() implements Form<Duration> {

  /// Nobody means less when waiting for a process: `5` was meant to be seconds.
  private static final Duration MEANT = Duration.ofMillis(1);

  @Override
  public String type() {
    return "duration, or nanoseconds as a whole number";
  }

  @Override
  public Optional<Duration> decode(Node node, Problems problems) {
    if (node instanceof Node.WholeNumber(var place, long nanos, var written)) {
      if (nanos < 0 || nanos > DurationText.LONGEST.toNanos()) {
        problems.add(place, written + " is out of range", "It is a number of nanoseconds.");
        return Optional.empty();
      }
      if (nanos > 0 && nanos < MEANT.toNanos()) {
        problems.warn(
            place,
            written + " without a unit is a number of nanoseconds",
            "Write \"" + written + "s\" for seconds.");
      }
      return Optional.of(Duration.ofNanos(nanos));
    }
    return TextForm.decode(node, "a duration", problems)
        .flatMap(text -> parse(text, node, problems));
  }

  private static Optional<Duration> parse(String text, Node node, Problems problems) {
    if (text.strip().equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Optional<Duration> duration = DurationText.parse(text).map(DurationText::duration);
    if (duration.isEmpty()) {
      problems.add(
          node.place(),
          "'" + text + "' is " + (text.strip().startsWith("-") ? "negative" : "not a duration"),
          "Write \"500ms\" or \"1h30m\", or a whole number of nanoseconds.");
    }
    return duration;
  }

  @Override
  public String write(Duration value) {
    return "\"" + new DurationText(value) + '"';
  }
}
