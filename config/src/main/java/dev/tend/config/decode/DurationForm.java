package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/// A length of time of at least `min`.
public record DurationForm(Duration min) implements Form<Duration> {

  private static final Duration ABOVE_ZERO = Duration.ofNanos(1);

  public static DurationForm aboveZero() {
    return new DurationForm(ABOVE_ZERO);
  }

  @Override
  public String type() {
    return "duration";
  }

  @Override
  public String range() {
    if (min.isZero()) {
      return "";
    }
    return min.equals(ABOVE_ZERO) ? "more than 0s" : "at least " + new DurationText(min);
  }

  @Override
  public Optional<Duration> decode(Node node, Problems problems) {
    if (node instanceof Node.WholeNumber || node instanceof Node.Fraction) {
      problems.addMismatch(node, "a duration", "Write it with its unit, as in \"5s\".");
      return Optional.empty();
    }
    return TextForm.decode(node, "a duration", problems)
        .flatMap(text -> parse(text, node, problems));
  }

  private Optional<Duration> parse(String text, Node node, Problems problems) {
    Optional<Duration> duration = DurationText.parse(text).map(DurationText::duration);
    if (duration.isEmpty() && text.startsWith("-")) {
      problems.add(node.place(), "'" + text + "' is negative");
    } else if (duration.isEmpty()) {
      problems.add(
          node.place(),
          "'" + text + "' is not a duration",
          "Write \"500ms\" or \"1h30m\"; the units are " + DurationText.UNITS + ".");
    } else if (duration.get().compareTo(min) < 0) {
      problems.add(node.place(), "'" + text + "' is too short", "Allowed: " + range() + ".");
      return Optional.empty();
    }
    return duration;
  }

  @Override
  public String write(Duration value) {
    return "\"" + new DurationText(value) + '"';
  }
}
