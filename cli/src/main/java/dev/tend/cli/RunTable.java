package dev.tend.cli;

import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.DurationText;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Runs as people read them, one a line.
record RunTable(List<RunRecord> runs, WireTime time) {

  private static final int KIB = 1024;

  void print(Session session) {
    if (runs.isEmpty()) {
      session.out().println("no runs");
      return;
    }
    Labels labels = new Labels();
    runs.forEach(run -> labels.add(run.unit(), run.instance()));
    Table table =
        new Table("STARTED", "UNIT", "KIND", "PID", "LASTED", "EXIT", "CPU", "PEAK", "CAUSE");
    for (RunRecord run : runs) {
      Integer pid = run.pid();
      table.row(
          Cell.of(time.local(run.started())),
          Cell.of(labels.of(run.unit(), run.instance())),
          Cell.of(kind(run)),
          Cell.of(pid == null ? "-" : pid.toString()),
          Cell.of(lasted(run)),
          exit(run.exit()),
          Cell.of(cpu(run.cpuMs())),
          Cell.of(size(run.memoryPeak())),
          Cell.of(cause(run)));
    }
    table.print(session.out(), session.palette(), session.screen(), "");
  }

  /// `hook migrate` for a hook that has a name.
  private static String kind(RunRecord run) {
    String hook = run.hook();
    return hook == null ? run.kind() : run.kind() + " " + hook;
  }

  private String lasted(RunRecord run) {
    String ended = run.ended();
    return ended == null ? time.age(run.started()) : time.between(run.started(), ended);
  }

  private static Cell exit(@Nullable RunExit exit) {
    if (exit == null) {
      return new Cell("runs", Style.GREEN);
    }
    Integer code = exit.code();
    String signal = exit.signal();
    if (code != null) {
      return new Cell(code.toString(), code == 0 ? Style.PLAIN : Style.RED);
    }
    return signal == null ? new Cell("unknown", Style.YELLOW) : new Cell(signal, Style.RED);
  }

  private static String cpu(@Nullable Long millis) {
    return millis == null ? "-" : DurationText.of(Duration.ofMillis(millis));
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null
        ? "-"
        : String.format(Locale.ROOT, "%.1fMiB", bytes.doubleValue() / KIB / KIB);
  }

  /// Why it ended, or else why it was started.
  private static String cause(RunRecord run) {
    String cause = run.cause();
    String because = run.because();
    return cause != null ? cause : because == null ? "" : because;
  }
}
