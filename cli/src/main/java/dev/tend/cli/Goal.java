package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import java.util.Map;

/// The end state that an order leads to.
///
/// @param up whether instances should be up, or down
/// @param runsBefore the runs that must have made room for others, by instance
record Goal(boolean up, Map<String, String> runsBefore) {

  Goal {
    runsBefore = Map.copyOf(runsBefore);
  }

  /// `web.2`, as orders name what they touched.
  static String key(InstanceStatus status) {
    return status.unit() + "." + status.instance();
  }

  boolean isPending(InstanceStatus status) {
    return !isReached(status) && !isMissed(status);
  }

  boolean isReached(InstanceStatus status) {
    return switch (status.state()) {
      case "running" -> up && isFresh(status);
      case "completed" -> isFresh(status);
      case "stopped", "failed" -> !up;
      // What was taken down with a unit that it requires waits for that one.
      case "waiting" -> !up;
      default -> false;
    };
  }

  /// Whether it will not be reached any more: it failed for good, or somebody else stopped it.
  boolean isMissed(InstanceStatus status) {
    return up
        && switch (status.state()) {
          case "failed" -> true;
          case "stopped" -> status.target().equals("down");
          default -> false;
        };
  }

  private boolean isFresh(InstanceStatus status) {
    String before = runsBefore.get(key(status));
    return before == null || !before.equals(status.run());
  }
}
