package dev.tend.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/// A verb's options and parameters as they were given, and the session that it runs in.
record Invocation(ParseResult parsed, Session session) {

  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
  }

  /// Each time that it stood there.
  List<String> values(String option) {
    return List.copyOf(parsed.<List<String>>matchedOptionValue(option, List.of()));
  }

  /// A whole number that is not negative.
  Optional<Integer> count(String option) {
    Optional<String> text = value(option);
    text.filter(given -> !given.matches("[0-9]{1,9}"))
        .ifPresent(given -> {
          throw new WrongUsage(option + " wants a whole number, not '" + given + "'", "");
        });
    return text.map(Integer::valueOf);
  }

  /// How many lines are wanted of those that there are.
  OptionalInt lines() {
    return count("--lines").map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /// A time or a duration ago, as the daemon wants it.
  Optional<String> time(String option) {
    PointText points = new PointText(session.time().clock());
    return value(option)
        .map(text -> points.time(text).orElseThrow(() -> noPoint(option, text, "a time")));
  }

  /// The same, or the number of an event.
  Optional<String> event(String option) {
    PointText points = new PointText(session.time().clock());
    return value(option)
        .map(text ->
            points
                .event(text)
                .orElseThrow(() -> noPoint(option, text, "the number of an event or a time")));
  }

  private static WrongUsage noPoint(String option, String text, String what) {
    return new WrongUsage(
        option + " wants " + what + ", not '" + text + "'", "Write " + PointText.FORMS + ".");
  }

  /// The parameters as they stand there, for what is a command.
  List<String> words() {
    return parsed.matchedPositionals().stream()
        .flatMap(parameter -> parameter.originalStringValues().stream())
        .toList();
  }

  List<String> parameters() {
    return parsed.matchedPositionals().stream()
        .flatMap(parameter -> parameter.originalStringValues().stream())
        .distinct()
        .toList();
  }
}
