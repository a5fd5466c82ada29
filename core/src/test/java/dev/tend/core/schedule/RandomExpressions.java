package dev.tend.core.schedule;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Expressions by chance, in numbers, of every kind that there is.
record RandomExpressions(Random random) {

  String five() {
    return String.join(
        " ", field(0, 59, 30), field(0, 23, 30), dayOfMonth(), field(1, 12, 70), dayOfWeek());
  }

  String six() {
    return field(0, 59, 20) + " " + five();
  }

  /// The three fields that choose days.
  String days() {
    return String.join(" ", dayOfMonth(), field(1, 12, 50), dayOfWeek());
  }

  private String dayOfMonth() {
    return switch (random.nextInt(12)) {
      case 0 -> "?";
      case 1 -> list(() -> List.of("L", "LW", "L-" + (1 + random.nextInt(30))));
      case 2 -> list(() -> List.of(1 + random.nextInt(31) + "W", item(1, 31)));
      default -> field(1, 31, 50);
    };
  }

  private String dayOfWeek() {
    return switch (random.nextInt(12)) {
      case 0 -> "?";
      case 1 -> list(() -> List.of(random.nextInt(8) + "L", item(0, 6)));
      case 2 -> list(() -> List.of(random.nextInt(8) + "#" + (1 + random.nextInt(5)), item(0, 6)));
      case 3 -> random.nextInt(7) + "-7";
      case 4 -> "7";
      default -> field(0, 6, 50);
    };
  }

  private String list(Supplier<List<String>> kinds) {
    return IntStream.rangeClosed(0, random.nextInt(2))
        .mapToObj(_ -> {
          List<String> words = kinds.get();
          return words.get(random.nextInt(words.size()));
        })
        .collect(Collectors.joining(","));
  }

  /// @param stars how many of a hundred are `*`
  private String field(int min, int max, int stars) {
    if (random.nextInt(100) < stars) {
      return "*";
    }
    return IntStream.rangeClosed(0, random.nextInt(3) == 0 ? random.nextInt(4) : 0)
        .mapToObj(_ -> item(min, max))
        .collect(Collectors.joining(","));
  }

  private String item(int min, int max) {
    int from = min + random.nextInt(max - min + 1);
    int to = from + random.nextInt(max - from + 1);
    int step = 1 + random.nextInt(Math.min(20, max - min));
    return switch (random.nextInt(6)) {
      case 0 -> "*/" + step;
      case 1 -> from + "-" + to;
      case 2 -> from + "-" + to + "/" + step;
      case 3 -> from + "/" + step;
      default -> Integer.toString(from);
    };
  }
}
