package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time of the day, as the time since midnight: a day has 24 hours here, whatever clocks do.
///
/// @param last the latest one
record TimeOfDayForm(Duration last) implements Form<Duration> {

  static final TimeOfDayForm WITHIN_A_DAY = new TimeOfDayForm(Duration.ofDays(1).minusSeconds(1));

  /// Its end included.
  static final TimeOfDayForm TO_THE_END = new TimeOfDayForm(Duration.ofDays(1));

  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");

  @Override
  public String type() {
    return "time of day";
  }

  @Override
  public String range() {
    return "`00:00` to `" + text(last) + "`, with seconds if wanted";
  }

  @Override
  public Optional<Duration> decode(Node node, Problems problems) {
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
    Optional<Duration> time = parse(text).filter(since -> since.compareTo(last) <= 0);
    if (time.isEmpty()) {
      problems.add(
          node.place(),
          text.isEmpty()
              ? "expected a time of day, found " + node.kind()
              : "'" + text + "' is no time of day",
          "Write \"08:00\"; allowed are 00:00 to " + text(last) + ".");
    }
    return time;
  }

  private static Optional<Duration> parse(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      return Optional.empty();
    }
    int minutes = Integer.parseInt(clock.group(2));
    int seconds = clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3));
    return minutes > 59 || seconds > 59
        ? Optional.empty()
        : Optional.of(
            Duration.ofHours(Integer.parseInt(clock.group(1)))
                .plusMinutes(minutes)
                .plusSeconds(seconds));
  }

  private static String text(Duration since) {
    String minutes =
        String.format(Locale.ROOT, "%02d:%02d", since.toHours(), since.toMinutesPart());
    return since.toSecondsPart() == 0 ? minutes : minutes + ":" + since.toSecondsPart();
  }

  @Override
  public String write(Duration value) {
    return "\"" + text(value) + '"';
  }
}
