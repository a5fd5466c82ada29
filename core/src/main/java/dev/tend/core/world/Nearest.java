package dev.tend.core.world;

import java.util.Collection;
import java.util.Optional;

/// Finds the known name that somebody probably meant.
public final class Nearest {

  /// More mistakes than a third of the word make it another word.
  private static final int LETTERS_PER_MISTAKE = 3;

  private Nearest() {}

  /// The known name with the fewest letters changed, added, dropped or swapped; empty if none is
  /// near.
  public static Optional<String> to(String text, Collection<String> known) {
    int best = Math.max(1, text.length() / LETTERS_PER_MISTAKE) + 1;
    Optional<String> nearest = Optional.empty();
    for (String name : known) {
      int mistakes = mistakes(text, name);
      if (mistakes < best) {
        best = mistakes;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }

  /// The optimal string alignment distance.
  private static int mistakes(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
