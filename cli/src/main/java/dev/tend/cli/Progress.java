package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.DurationText;
import dev.tend.cli.terminal.Style;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is said while something is waited for, on standard error: one line that is rewritten on a
/// terminal, a line for each change elsewhere; and what it came to.
final class Progress {

  /// More than these are counted, not named.
  private static final int NAMED_MAX = 3;

  private static final int OUTCOMES_MAX = 12;

  /// Back to the start of the line, and clear it (ECMA-48).
  private static final String REWRITE = "\r\u001b[K";

  private final Session session;
  private final boolean rewrites;
  private String shown = "";

  Progress(Session session) {
    this.session = session;
    this.rewrites = session.console().errorScreen().isTerminal();
  }

  void show(List<InstanceStatus> pending) {
    List<String> names =
        pending.stream()
            .limit(NAMED_MAX)
            .map(status -> Goal.key(status) + " (" + StateText.of(status.state()) + ")")
            .toList();
    int more = pending.size() - names.size();
    String line =
        "waiting for " + String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    if (line.equals(shown)) {
      return;
    }
    shown = line;
    session.err().print(rewrites ? REWRITE + line : line + "\n");
    session.err().flush();
  }

  /// Leaves no half line behind.
  void end() {
    if (rewrites && !shown.isEmpty()) {
      session.err().print(REWRITE);
      session.err().flush();
    }
    shown = "";
  }

  void sayOutcome(List<InstanceStatus> ours, Duration took) {
    String after = " after " + DurationText.of(took);
    if (ours.size() > OUTCOMES_MAX) {
      Map<String, Integer> counts = new TreeMap<>();
      ours.forEach(status -> counts.merge(status.state(), 1, Integer::sum));
      counts.forEach((state, count) -> session.out().println(count + " " + state + after));
      return;
    }
    for (InstanceStatus status : ours) {
      String state =
          session.palette().paint(Style.ofState(status.state()), StateText.of(status.state()));
      Integer pid = status.pid();
      String note = new Note(session.time()).of(status);
      session
          .out()
          .println(
              Goal.key(status)
                  + " "
                  + StateText.verb(status.state())
                  + state
                  + (pid == null ? "" : " (pid " + pid + ")")
                  + after
                  + (note.isEmpty() ? "" : ": " + note));
    }
  }

  void sayTooLate(List<InstanceStatus> pending, Duration limit) {
    List<String> names =
        pending.stream()
            .map(status -> Goal.key(status) + " is " + StateText.of(status.state()))
            .toList();
    session
        .err()
        .println("tend: not done after " + DurationText.of(limit) + ": " + Commanding.names(names));
  }
}
