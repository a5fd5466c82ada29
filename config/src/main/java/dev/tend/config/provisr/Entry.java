package dev.tend.config.provisr;

import dev.tend.config.syntax.Node;
import java.util.List;
import java.util.Optional;

/// One unit as it is written: what kind of thing it is, and its keys, yet to be read.
record Entry(Kind kind, Node.Table spec) {

  /// What `type` says.
  enum Kind {
    PROCESS,
    JOB,
    CRON_JOB;

    /// All that may be written.
    static final List<String> WORDS = List.of("process", "job", "cronjob", "cron");

    static Optional<Kind> of(String word) {
      return Optional.ofNullable(
          switch (word) {
            case "process" -> PROCESS;
            case "job" -> JOB;
            case "cronjob", "cron" -> CRON_JOB;
            default -> null;
          });
    }
  }

  /// The name as it is written; empty where it is not, or is no text.
  String name() {
    return spec.find("name")
        .filter(Node.Text.class::isInstance)
        .map(node -> ((Node.Text) node).value())
        .orElse("");
  }
}
