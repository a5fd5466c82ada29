package dev.tend.cli;

import dev.tend.api.InstanceStatus;

/// What is to be said about an instance that is not simply running, in a few words.
record Note(WireTime time) {

  String of(InstanceStatus status) {
    if (status.kind().equals("cron")) {
      return joined(next(status), status.cause());
    }
    return switch (status.state()) {
      case "running" ->
          joined(version(status), joined(status.ready() ? "" : "not ready", said(status)));
      case "starting" ->
          joined(status.attempt() > 1 ? "attempt " + status.attempt() : "", said(status));
      case "backoff" -> status.cause() + nextTry(status);
      default ->
          status.waitingFor().isEmpty() ? status.cause() : String.join(", ", status.waitingFor());
    };
  }

  private static String version(InstanceStatus status) {
    return status.version() == null ? "" : "version " + status.version();
  }

  /// What its process says of itself: `reloading: 3 of 8 tables`.
  private static String said(InstanceStatus status) {
    InstanceStatus.Said said = status.said();
    if (said == null) {
      return "";
    }
    String doing = said.doing() == null ? "" : said.doing();
    String text = said.status() == null ? "" : said.status();
    return doing.isEmpty() || text.isEmpty() ? doing + text : doing + ": " + text;
  }

  /// `next at 02:00:00 (in 5h12m)`
  private String next(InstanceStatus cron) {
    String at = cron.nextStart();
    return at == null ? "" : "next at " + new CronText(time).moment(at);
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }

  /// `, due in 200ms`; nothing where that is not known or due.
  String nextTry(InstanceStatus status) {
    String at = status.nextStart();
    return at == null ? "" : time.until(at).map(pause -> ", due in " + pause).orElse("");
  }
}
