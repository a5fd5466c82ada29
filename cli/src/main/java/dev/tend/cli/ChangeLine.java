package dev.tend.cli;

import dev.tend.api.EventRecord;
import dev.tend.cli.terminal.Style;
import java.util.Optional;

/// One line between the output of everybody that says what became of an instance, or of the daemon.
record ChangeLine(Style style, String sentence) {

  /// How causes speak of the instance that they are about.
  private static final String ITSELF = "it ";

  /// What is worth a line: not that something starts or is asked to stop, for more follows soon.
  ///
  /// @param label what the instance is called here
  static Optional<ChangeLine> of(EventRecord event, String label) {
    String to = event.to();
    if (to == null) {
      return ofOther(event, label);
    }
    return Optional.ofNullable(
        switch (to) {
          case "running" -> new ChangeLine(Style.GREEN, label + " is running");
          case "backoff" -> new ChangeLine(Style.YELLOW, became(label, event.cause()));
          case "failed" -> new ChangeLine(Style.RED, label + " has failed: " + event.cause());
          case "completed" -> new ChangeLine(Style.DIM, label + " has completed");
          case "stopped" -> new ChangeLine(Style.DIM, label + " stopped: " + event.cause());
          case "waiting" -> new ChangeLine(Style.DIM, label + " waits: " + event.cause());
          default -> null;
        });
  }

  /// `configured` comes for each unit of each reload, and the reload itself is said.
  private static Optional<ChangeLine> ofOther(EventRecord event, String label) {
    if (event.type().equals("configured")) {
      return Optional.empty();
    }
    if (event.cause().startsWith(ITSELF)) {
      return Optional.of(new ChangeLine(Style.YELLOW, became(label, event.cause())));
    }
    String who = label.isEmpty() ? "" : label + ": ";
    String type = event.type().replace('_', ' ');
    return Optional.of(new ChangeLine(Style.DIM, who + type + ": " + event.cause()));
  }

  /// `it exited with code 1` becomes `flaky exited with code 1`; any other cause stands behind the
  /// name.
  private static String became(String label, String cause) {
    return cause.startsWith(ITSELF)
        ? label + " " + cause.substring(ITSELF.length())
        : label + ": " + cause;
  }
}
