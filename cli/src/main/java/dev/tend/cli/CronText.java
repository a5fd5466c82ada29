package dev.tend.cli;

import dev.tend.api.CronStatus;

/// Cron jobs as people read them.
record CronText(WireTime time) {

  /// The state whose colour a result has.
  static String state(String result) {
    return switch (result) {
      case "succeeded" -> "completed";
      case "failed" -> "failed";
      case "running" -> "running";
      default -> "waiting";
    };
  }

  /// When it fires next, or why it does not.
  String next(CronStatus cron) {
    if (cron.suspended()) {
      return "suspended";
    }
    String next = cron.next();
    return next == null ? "never" : moment(next);
  }

  /// `02:00:00 (in 5h12m)`
  String moment(String at) {
    return time.local(at) + time.until(at).map(left -> " (in " + left + ")").orElse("");
  }

  /// `failed 3m ago: it exited with code 2`, `succeeded 3m ago`
  String last(CronStatus.Last last) {
    String why = last.result().equals("succeeded") ? "" : ": " + last.reason();
    return last.result() + " " + time.age(last.at()) + " ago" + why;
  }
}
