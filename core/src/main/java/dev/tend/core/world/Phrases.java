package dev.tend.core.world;

import dev.tend.core.spec.Edge;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;

/// How edges are spoken of, in one place so that every answer speaks alike.
final class Phrases {

  private Phrases() {}

  /// The rest of a sentence that starts with the edge's unit: `is not ready`.
  static String unmet(Edge edge) {
    return switch (edge) {
      case Edge.Requires(UnitName _, Until until, boolean _) -> unmet(until);
      case Edge.Wants _ -> "holds nobody up";
      case Edge.After(UnitName _, Until until) -> "comes first and " + unmet(until);
    };
  }

  private static String unmet(Until until) {
    return switch (until) {
      case STARTED -> "is not started";
      case READY -> "is not ready";
      case COMPLETED -> "has not completed";
      case COMPLETED_SUCCESSFULLY -> "has not completed successfully";
    };
  }

  /// What a unit was let go by: `db is ready`.
  static String met(UnitName unit, Until until) {
    return unit
        + switch (until) {
          case STARTED -> " is started";
          case READY -> " is ready";
          case COMPLETED -> " has completed";
          case COMPLETED_SUCCESSFULLY -> " has completed successfully";
        };
  }
}
