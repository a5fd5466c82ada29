package dev.tend.core.world;

import dev.tend.core.spec.Requirement;
import java.util.List;
import java.util.stream.Collectors;

/// How edges are spoken of, in one place so that every answer speaks alike.
final class Phrases {

  private Phrases() {}

  /// The rest of a sentence that starts with a unit: `is not ready`.
  static String unmet(Requirement.Until until) {
    return switch (until) {
      case STARTED -> "is not started";
      case READY -> "is not ready";
      case COMPLETED -> "has not completed";
      case COMPLETED_SUCCESSFULLY -> "has not completed successfully";
    };
  }

  /// What a unit that waited was let go by: `db is ready and migrate has completed`.
  static String met(List<Requirement> edges) {
    return edges.stream()
        .map(edge -> edge.unit() + " " + met(edge.until()))
        .collect(Collectors.joining(" and "));
  }

  private static String met(Requirement.Until until) {
    return switch (until) {
      case STARTED -> "is started";
      case READY -> "is ready";
      case COMPLETED -> "has completed";
      case COMPLETED_SUCCESSFULLY -> "has completed successfully";
    };
  }
}
