package dev.tend.cli;

/// States as they stand in sentences.
final class StateText {

  private StateText() {}

  /// Behind a name and a colon: `backing off`.
  static String of(String state) {
    return state.equals("backoff") ? "backing off" : state;
  }

  /// The verb before it: `web has failed`, `web is running`.
  static String verb(String state) {
    return switch (state) {
      case "failed", "completed" -> "has ";
      default -> "is ";
    };
  }
}
