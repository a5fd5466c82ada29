package dev.tend.cli;

import java.util.List;
import java.util.Optional;
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

  List<String> parameters() {
    return parsed.matchedPositionals().stream()
        .flatMap(parameter -> parameter.originalStringValues().stream())
        .distinct()
        .toList();
  }
}
