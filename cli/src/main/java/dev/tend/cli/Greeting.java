package dev.tend.cli;

import dev.tend.api.DaemonStatus;
import dev.tend.api.Endpoint;
import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.Palette;
import dev.tend.cli.terminal.Screen;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.io.PrintStream;
import java.util.List;

/// The first screen of `tend up`: what runs here, and where to ask about it.
record Greeting(PrintStream out, Palette palette, WireTime time) {

  private static final String INDENTATION = "  ";

  void print(
      DaemonStatus daemon, Endpoint endpoint, List<InstanceStatus> instances, Labels labels) {
    out.print(palette.paint(Style.BOLD, "tend " + daemon.version()));
    out.print("  " + daemon.configuration());
    out.print(palette.paint(Style.DIM, "  pid " + daemon.pid() + ", " + endpoint.text()) + "\n\n");
    if (instances.isEmpty()) {
      out.print(INDENTATION + "no units\n");
    } else {
      table(instances, labels).print(out, palette, Screen.NONE, INDENTATION);
    }
    out.print("\n" + INDENTATION + palette.paint(Style.DIM, "In another terminal: "));
    out.print("tend status, tend why " + asked(instances, labels) + ", tend logs -f\n");
    out.print(INDENTATION + palette.paint(Style.DIM, "Ctrl-C stops everything in order.") + "\n\n");
    out.flush();
  }

  private Table table(List<InstanceStatus> instances, Labels labels) {
    Table table = new Table("UNIT", "STATE", "PID", "NOTE");
    Note note = new Note(time);
    for (InstanceStatus status : instances) {
      Integer pid = status.pid();
      table.row(
          Cell.of(labels.of(status.unit(), status.instance())),
          new Cell(status.state(), Style.ofState(status.state())),
          Cell.of(pid == null ? "-" : pid.toString()),
          Cell.of(note.of(status)));
    }
    return table;
  }

  /// The unit to ask about: the first that is not well, else the first.
  private static String asked(List<InstanceStatus> instances, Labels labels) {
    return instances.stream()
        .filter(status -> StatusTable.isAmiss(List.of(status)))
        .findFirst()
        .or(() -> instances.stream().findFirst())
        .map(status -> labels.of(status.unit(), status.instance()))
        .orElse("UNIT");
  }
}
