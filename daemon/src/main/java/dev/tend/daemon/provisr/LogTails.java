package dev.tend.daemon.provisr;

import dev.tend.core.spec.InstanceId;
import dev.tend.daemon.routes.Logs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last lines of those processes whose output somebody has asked for. They are read from the
/// log files when they are asked for, and by nobody in between.
final class LogTails {

  /// Somebody who looks at more processes than these at a time reads the files.
  private static final int TAILS_MAX = 100;

  private final Logs logs;
  private final Map<InstanceId, NumberedLines> tails =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceId, NumberedLines> eldest) {
          return size() > TAILS_MAX;
        }
      };

  LogTails(Logs logs) {
    this.logs = logs;
  }

  /// The lines from the number `since` on, at most `limit` of them (0: all that are known), and the
  /// number to ask from the next time.
  synchronized Map<String, Object> read(InstanceId id, int since, int limit) throws Refused {
    NumberedLines lines = tails.computeIfAbsent(id, _ -> new NumberedLines());
    try {
      lines.readOn(id, logs);
    } catch (IOException unreadable) {
      throw new Refused(500, "the log cannot be read: " + unreadable.getMessage());
    }
    return lines.from(since, limit);
  }
}
