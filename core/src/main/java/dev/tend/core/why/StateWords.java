package dev.tend.core.why;

import dev.tend.core.world.InstanceView;

/// What an instance is, and for how long, as a clause with its name.
record StateWords(Ages ages) {

  String of(InstanceView view, String name) {
    String since = " for " + ages.of(view.since());
    return switch (view.state()) {
      case WAITING -> name + " has been waiting" + since;
      case STARTING -> name + " has been starting" + since + said(view);
      case RUNNING ->
          name
              + " has been running"
              + since
              + restarts(view)
              + (view.ready() ? "" : ", and is not ready")
              + (view.targetUp() ? "" : ", and is to go down")
              + said(view);
      case STOPPING -> name + " has been stopping" + since + said(view);
      case BACKOFF -> name + " is between two attempts" + since;
      case STOPPED -> name + " has been stopped" + since;
      case COMPLETED -> name + " completed " + ages.of(view.since()) + " ago";
      case FAILED -> name + " failed " + ages.of(view.since()) + " ago";
    };
  }

  private static String restarts(InstanceView view) {
    return switch (view.restarts()) {
      case 0 -> "";
      case 1 -> ", restarted once";
      default -> ", restarted " + view.restarts() + " times";
    };
  }

  /// What its process says of itself: `; it is reloading, and says "3 of 8 tables"`.
  private static String said(InstanceView view) {
    String doing =
        switch (view.said().doing()) {
          case WORKING -> "";
          case RELOADING -> "; it says that it is reloading";
          case STOPPING -> "; it says that it is stopping";
        };
    return doing + view.said().status().map(text -> "; its status is \"" + text + '"').orElse("");
  }
}
