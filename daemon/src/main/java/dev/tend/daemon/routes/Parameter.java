package dev.tend.daemon.routes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that may stand in the query of a URL.
///
/// @param meaning one line for the reference
record Parameter(String name, Kind kind, boolean required, String meaning) {

  /// What its values look like.
  sealed interface Kind {
    /// Any text.
    record Text() implements Kind {}

    /// Any text, and it may stand several times.
    record Texts() implements Kind {}

    /// `true` or `false`; the bare name says `true`.
    record Flag() implements Kind {}

    record Whole(long min, long max) implements Kind {}

    /// The id of an event, a time, or a duration ago.
    record Bound() implements Kind {}

    /// A time, or a duration ago.
    record Time() implements Kind {}

    record Choice(List<String> words) implements Kind {
      public Choice {
        words = List.copyOf(words);
      }
    }
  }

  static Parameter optional(String name, Kind kind, String meaning) {
    return new Parameter(name, kind, false, meaning);
  }

  static Parameter required(String name, Kind kind, String meaning) {
    return new Parameter(name, kind, true, meaning);
  }

  /// What is wrong with these values of it, in words.
  Optional<String> objection(List<String> values) {
    if (values.size() > 1 && !(kind instanceof Kind.Texts)) {
      return Optional.of("'" + name + "' stands more than once");
    }
    return values.stream().flatMap(value -> objection(value).stream()).findFirst();
  }

  private Optional<String> objection(String value) {
    return switch (kind) {
      case Kind.Text _, Kind.Texts _ -> Optional.empty();
      case Kind.Flag _ ->
          amiss(value, List.of("", "true", "false").contains(value), "true or false");
      case Kind.Choice(List<String> words) ->
          amiss(value, words.contains(value), String.join(" or ", words));
      case Kind.Bound _ -> amiss(value, Point.parse(value, Instant.EPOCH).isPresent(), Point.FORMS);
      case Kind.Time _ ->
          amiss(
              value,
              Point.instant(value, Instant.EPOCH).isPresent(),
              "a time (2026-11-21T08:00:00Z) or a duration ago (1h30m)");
      case Kind.Whole(long min, long max) ->
          amiss(value, isWithin(value, min, max), "a whole number from " + min + " to " + max);
    };
  }

  private Optional<String> amiss(String value, boolean good, String wanted) {
    return good
        ? Optional.empty()
        : Optional.of("'" + name + "' is " + wanted + ", not '" + value + "'");
  }

  private static boolean isWithin(String value, long min, long max) {
    try {
      long number = Long.parseLong(value);
      return min <= number && number <= max;
    } catch (NumberFormatException notWhole) {
      return false;
    }
  }
}
