package dev.tend.config.provisr;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A spec as the body of a request has it.
final class RequestSpec {
  private static final List<String> PATHS = List.of("work_dir", "pid_file");
  private static final List<String> LOG_PATHS =
      List.of("dir", "stdout", "stderr", "stdoutPath", "stderrPath");

  private RequestSpec() {}

  /// Without `provisioned`, which answers have, so that an answer can be sent back changed.
  static Node.Table of(Node.Table body) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(body.entries());
    entries.remove("provisioned");
    return new Node.Table(body.place(), entries);
  }

  /// There is no folder that the paths of a request could count from.
  static void checkPaths(Node.Table spec, Problems problems) {
    check(spec, PATHS, "", problems);
    Optional<Node.Table> log = table(spec, "log");
    log.ifPresent(found -> check(found, LOG_PATHS, "log.", problems));
    log.flatMap(found -> table(found, "file"))
        .ifPresent(file -> check(file, LOG_PATHS, "log.file.", problems));
  }

  private static Optional<Node.Table> table(Node.Table outer, String name) {
    return outer.find(name).filter(Node.Table.class::isInstance).map(Node.Table.class::cast);
  }

  private static void check(Node.Table table, List<String> keys, String before, Problems problems) {
    for (String key : keys) {
      if (table.find(key).orElse(table) instanceof Node.Text(var place, var path)
          && !path.isEmpty()
          && !(path.startsWith("/") && !List.of(path.split("/")).contains(".."))) {
        problems.add(
            place, "invalid " + before + key + ": must be absolute path without traversal");
      }
    }
  }
}
