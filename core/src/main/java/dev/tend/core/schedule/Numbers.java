package dev.tend.core.schedule;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A few numbers in order, and how people say them.
///
/// @param size of the field that they are from: 60 minutes, 24 hours
record Numbers(List<Integer> values, int size) {

  /// Fewer are named one by one: "1, 2 and 3" is shorter than what else could be said.
  private static final int RANGE_MIN = 3;

  Numbers {
    values = List.copyOf(values);
  }

  static Numbers of(Field field) {
    long bits = field.numbers();
    return new Numbers(
        IntStream.range(0, Long.SIZE).filter(bit -> (bits >> bit & 1) != 0).boxed().toList(),
        field.part().count());
  }

  int count() {
    return values.size();
  }

  boolean all() {
    return count() == size;
  }

  boolean only(int value) {
    return values.equals(List.of(value));
  }

  /// The distance between one and the next, if it is the same all around from 0: 15 for the
  /// quarters of an hour. 0 if it is not.
  int period() {
    if (count() < 2 || values.getFirst() != 0 || size % count() != 0) {
      return 0;
    }
    int period = size / count();
    return IntStream.range(0, count()).allMatch(i -> values.get(i) == i * period) ? period : 0;
  }

  /// Whether they follow each other without a gap, and are enough to be told by their ends.
  boolean isRange() {
    return count() >= RANGE_MIN && values.getLast() - values.getFirst() == count() - 1;
  }

  /// `1, 2 and 3`.
  String list(IntFunction<String> word) {
    return list(values.stream().map(word::apply).toList());
  }

  /// `a, b and c`.
  static String list(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /// `1st`, `22nd`, `13th`.
  static String ordinal(int number) {
    boolean teen = number / 10 % 10 == 1;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
