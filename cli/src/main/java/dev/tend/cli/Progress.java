package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.DurationText;
import dev.tend.cli.terminal.Style;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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

  void show(Awaited pending) {
    List<String> states = pending.states();
    List<String> names =
        IntStream.range(0, Math.min(NAMED_MAX, states.size()))
            .mapToObj(i -> pending.names().get(i) + " (" + states.get(i) + ")")
            .toList();
    int more = states.size() - names.size();
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

  void sayOutcome(Awaited ours, Duration took) {
    String after = " after " + DurationText.of(took);
    if (ours.names().size() > OUTCOMES_MAX) {
      Map<String, Integer> counts = new TreeMap<>();
      ours.states().forEach(state -> counts.merge(state, 1, Integer::sum));
      counts.forEach((state, count) -> session.out().println(count + " " + state + after));
      return;
    }
    ours.others().forEach(status -> session.out().println(sentence(status, after)));
    ours.jobs().forEach(job -> session.out().println(new JobBar(job).outcome(after)));
  }

  private String sentence(InstanceStatus status, String after) {
    String state =
        session.palette().paint(Style.ofState(status.state()), StateText.of(status.state()));
    Integer pid = status.pid();
    String note = new Note(session.time()).of(status);
    return Goal.key(status)
        + " "
        + StateText.verb(status.state())
        + state
        + (pid == null ? "" : " (pid " + pid + ")")
        + after
        + (note.isEmpty() ? "" : ": " + note);
  }

  void sayTooLate(Awaited pending, Duration limit) {
    List<String> states = pending.states();
    List<String> names =
        IntStream.range(0, states.size())
            .mapToObj(i -> pending.names().get(i) + " is " + states.get(i))
            .toList();
    session
        .err()
        .println("tend: not done after " + DurationText.of(limit) + ": " + Commanding.names(names));
  }
}
