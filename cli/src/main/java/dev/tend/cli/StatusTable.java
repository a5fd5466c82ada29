package dev.tend.cli;

import dev.tend.api.InstanceStatus;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.util.List;

/// Instances as people read them, one a line.
record StatusTable(List<InstanceStatus> instances, WireTime time) {

  /// Whether one that should be up neither runs nor has completed.
  static boolean isAmiss(List<InstanceStatus> instances) {
    return instances.stream()
        .filter(status -> status.target().equals("up") && !status.kind().equals("cron"))
        .map(InstanceStatus::state)
        .anyMatch(state -> !state.equals("running") && !state.equals("completed"));
  }

  Labels labels() {
    Labels labels = new Labels();
    instances.forEach(status -> labels.add(status.unit(), status.instance()));
    return labels;
  }

  Table table() {
    Table table = new Table("UNIT", "STATE", "PID", "FOR", "RESTARTS", "NOTE");
    Labels labels = labels();
    Note note = new Note(time);
    for (InstanceStatus status : instances) {
      Integer pid = status.pid();
      table.row(
          Cell.of(labels.of(status.unit(), status.instance())),
          new Cell(status.state(), Style.ofState(status.state())),
          Cell.of(pid == null ? "-" : pid.toString()),
          Cell.of(time.age(status.since())),
          Cell.of(Integer.toString(status.restarts())),
          Cell.of(note.of(status)));
    }
    return table;
  }

  void print(Session session) {
    if (instances.isEmpty()) {
      session.out().println("no units");
      return;
    }
    table().print(session.out(), session.palette(), session.screen(), "");
  }
}
