package dev.tend.cli;

import dev.tend.api.InstanceStatus;

/// What is to be said about an instance that is not simply running, in a few words.
record Note(WireTime time) {

  String of(InstanceStatus status) {
    return switch (status.state()) {
      case "running" -> status.ready() ? "" : "not ready";
      case "starting" -> status.attempt() > 1 ? "attempt " + status.attempt() : "";
      case "backoff" -> status.cause() + nextTry(status);
      case "waiting" ->
          status.waitingFor().isEmpty() ? status.cause() : String.join(", ", status.waitingFor());
      default -> status.cause();
    };
  }

  /// `, due in 200ms`; nothing where that is not known or due.
  String nextTry(InstanceStatus status) {
    String at = status.nextStart();
    return at == null ? "" : time.until(at).map(pause -> ", due in " + pause).orElse("");
  }
}
