package dev.tend.core.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that a misspelt one was probably meant to be.
public record Nearest(String word, int distance) {

  /// Two letters begin too many words.
  private static final int PREFIX_MIN = 3;

  /// Longer than any word that could be meant; comparing takes the product of both lengths.
  private static final int LENGTH_MAX = 200;

  /// `Did you mean 'command'?`, or empty when nothing is near enough.
  public static String hint(String misspelt, Collection<String> known) {
    return of(misspelt, known).map(near -> "Did you mean '" + near.word() + "'?").orElse("");
  }

  /// The nearest word that differs in at most a third of its letters, or is an abbreviation.
  public static Optional<Nearest> of(String misspelt, Collection<String> known) {
    return misspelt.length() > LENGTH_MAX ? Optional.empty() : nearest(misspelt, known);
  }

  private static Optional<Nearest> nearest(String misspelt, Collection<String> known) {
    return known.stream()
        .map(word -> new Nearest(word, edits(misspelt, word)))
        .filter(near -> near.distance() <= limit(near.word()) || near.extendsOrCuts(misspelt))
        .min(Comparator.comparingInt(Nearest::distance).thenComparing(Nearest::word));
  }

  /// Whether one is the beginning of the other, as `min` is of `minimum`.
  private boolean extendsOrCuts(String misspelt) {
    return Math.min(word.length(), misspelt.length()) >= PREFIX_MIN
        && (word.startsWith(misspelt) || misspelt.startsWith(word));
  }

  private static int limit(String word) {
    return Math.max(1, word.length() / 3);
  }

  /// How many letters have to be put in, left out, changed, or swapped with the next one (optimal
  /// string alignment).
  private static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
