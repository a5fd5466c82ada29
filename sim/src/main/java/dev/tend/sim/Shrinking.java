package dev.tend.sim;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a seed says that is to be done, as a value that can be had with less in it, so that whoever
/// reads why it fails has to read no more than it takes.
interface Shrinking<S extends Shrinking<S>> {

  List<?> acts();

  /// The same without the acts from `from` to before `to`.
  S without(int from, int to);

  /// Drops acts, half of them at first and single ones at last, as long as it still fails.
  static <S extends Shrinking<S>> S shrink(S failing, Predicate<S> fails) {
    S small = failing;
    for (int piece = Math.max(1, small.acts().size() / 2); piece >= 1; piece /= 2) {
      int from = 0;
      while (from < small.acts().size()) {
        int to = Math.min(from + piece, small.acts().size());
        S fewer = small.without(from, to);
        if (fails.test(fewer)) {
          small = fewer;
        } else {
          from = to;
        }
      }
    }
    return small;
  }

  /// The list without those elements.
  static <T> List<T> drop(List<T> all, int from, int to) {
    return Stream.concat(all.subList(0, from).stream(), all.subList(to, all.size()).stream())
        .toList();
  }
}
