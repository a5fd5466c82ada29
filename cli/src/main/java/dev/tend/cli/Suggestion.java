package dev.tend.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// A word that somebody may have meant.
record Suggestion(String word, int distance) {

  /// The likeliest of the candidates; empty where none is near.
  static Optional<String> among(Collection<String> candidates, String typed) {
    return candidates.stream()
        .map(candidate -> new Suggestion(candidate, distance(typed, candidate)))
        .filter(suggestion -> suggestion.distance <= reach(typed))
        .min(Comparator.comparingInt(Suggestion::distance))
        .map(Suggestion::word);
  }

  /// The hint for a message, or nothing.
  static String hint(Collection<String> candidates, String typed) {
    return among(candidates, typed).map(word -> "Did you mean '" + word + "'?").orElse("");
  }

  /// One slip in a short word, one more for every three letters.
  private static int reach(String typed) {
    return Math.max(1, typed.length() / 3);
  }

  /// How many letters are wrong, missing, too many or swapped with their neighbour.
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int wrong = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        cost[i][j] = Math.min(best, cost[i - 1][j - 1] + wrong);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
