package dev.tend.daemon.provisr;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.engine.Feed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A status as provisr writes it, with what provisr leaves out: how the process ended, and why the
/// instance is as it is.
///
/// @param registered the units that the main file does not hold
record StatusForm(Names names, Set<UnitName> registered, Feed feed) {

  /// What Go writes for a time that there is none of.
  private static final String NEVER = "0001-01-01T00:00:00Z";

  Map<String, @Nullable Object> of(InstanceView view) {
    boolean alive = view.pid().isPresent();
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("name", names.of(view.id()));
    status.put("running", running(view));
    status.put("pid", view.pid().orElse(0));
    status.put("started_at", startedAt(view).map(Instant::toString).orElse(NEVER));
    status.put(
        "stopped_at",
        alive ? NEVER : view.lastExit().map(last -> last.at().toString()).orElse(NEVER));
    view.lastExit().filter(_ -> !alive).ifPresent(last -> putExit(status, last.exit()));
    status.put("detected_by", detectedBy(view));
    status.put("restarts", view.restarts());
    status.put("state", state(view));
    status.put("provisioned", !registered.contains(view.id().unit()));
    status.put("cause", view.cause().story());
    return status;
  }

  /// Of a process that runs again nothing is said about its last end.
  private static void putExit(Map<String, @Nullable Object> status, Exit exit) {
    if (exit instanceof Exit.Code(int code)) {
      status.put("exit_code", code);
    }
    if (!exit.success()) {
      Map<String, @Nullable Object> error = new LinkedHashMap<>();
      error.put("Stderr", null);
      error.put("message", exit.sentence());
      status.put("exit_error", error);
    }
  }

  static boolean running(InstanceView view) {
    return view.state() == StateName.RUNNING;
  }

  /// One of the four that clients know. What waits for others, or for its next attempt, is neither
  /// up nor coming up; `cause` says more.
  static String state(InstanceView view) {
    return state(view.state());
  }

  static String state(StateName state) {
    return switch (state) {
      case STARTING -> "starting";
      case RUNNING -> "running";
      case STOPPING -> "stopping";
      case WAITING, BACKOFF, STOPPED, COMPLETED, FAILED -> "stopped";
    };
  }

  private Optional<Instant> startedAt(InstanceView view) {
    if (view.pid().isPresent()) {
      return ProcessHandle.of(view.pid().getAsInt())
          .flatMap(process -> process.info().startInstant())
          .or(() -> Optional.of(view.since()));
    }
    return view.lastExit().flatMap(_ -> lastStart(view));
  }

  /// As long as it is among the events that are still known.
  private Optional<Instant> lastStart(InstanceView view) {
    Optional<Instant> last = Optional.empty();
    for (Entry entry : feed.after(0).entries()) {
      boolean start =
          entry.to().equals(Optional.of(StateName.STARTING))
              && entry.instance().equals(Optional.of(view.id()));
      if (start) {
        last = Optional.of(entry.at());
      }
    }
    return last;
  }

  private static String detectedBy(InstanceView view) {
    if (view.pid().isPresent()) {
      return "exec:pid";
    }
    return view.lastExit().isPresent() ? "exit-detected" : "no-pid";
  }
}
