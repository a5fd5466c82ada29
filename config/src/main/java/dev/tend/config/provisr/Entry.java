package dev.tend.config.provisr;

import dev.tend.config.decode.Placed;
import dev.tend.config.syntax.Node;

/// One unit as it is written: what kind of thing it is, and its keys, yet to be read.
record Entry(Placed<String> type, Node.Table spec) {

  static final String PROCESS = "process";

  boolean isProcess() {
    return type.value().equals(PROCESS);
  }

  boolean isCronJob() {
    return type.value().startsWith("cron");
  }

  /// The kind in the words of Tend, for those that it does not have yet.
  String kind() {
    return type.value() + "s";
  }

  /// The name as it is written; empty where it is not, or is no text.
  String name() {
    return spec.find("name")
        .filter(Node.Text.class::isInstance)
        .map(node -> ((Node.Text) node).value())
        .orElse("");
  }
}
