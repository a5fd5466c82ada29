package dev.tend.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What should run, in provisr's keys: as its command line, its files and its API have them.
///
/// @param spec flat, of maps, lists, strings, numbers and booleans; durations in nanoseconds
record Program(SequencedMap<String, Object> spec) {

  private static final long NANOS_A_MILLI = 1_000_000;

  /// How provisr restarts where nobody says; there 0 means that nobody said.
  private static final String USUAL_RESTART_DELAY = "3s";

  private static final String USUAL_RETRY_PAUSE = "1s";

  /// A start that takes longer than Tend waits by itself.
  private static final String LONG_START = "1h";

  Program {
    spec = new LinkedHashMap<>(spec);
    if (!(spec.get("name") instanceof String name) || name.isBlank()) {
      throw new WrongUsage("a program needs a 'name'", "");
    }
    boolean runs = spec.get("command") instanceof String line && !line.isBlank();
    if (!runs && !spec.containsKey("args")) {
      throw new WrongUsage("'" + name + "' needs a 'command'", "");
    }
  }

  /// A spec as a file holds it, by itself or as `{"type": "process", "spec": {…}}`.
  static Program of(Object document) {
    if (!(document instanceof Map<?, ?> table)) {
      throw new WrongUsage("what the file holds is not one program", "");
    }
    if (table.get("spec") instanceof Map<?, ?> inner) {
      if (!"process".equals(table.get("type"))) {
        throw new WrongUsage("only programs of type 'process' can be registered so far", "");
      }
      return of(inner);
    }
    SequencedMap<String, Object> spec = new LinkedHashMap<>();
    table.forEach((key, value) -> {
      if (value != null) {
        spec.put(key.toString(), value);
      }
    });
    return new Program(spec);
  }

  String name() {
    return String.valueOf(spec.get("name"));
  }

  /// A file of provisr's programs directory.
  Map<String, Object> file() {
    SequencedMap<String, Object> file = new LinkedHashMap<>();
    file.put("type", "process");
    file.put("spec", spec);
    return file;
  }

  /// The same in Tend's own form: a configuration of one service.
  Map<String, Object> service() {
    SequencedMap<String, Object> service = new LinkedHashMap<>();
    spec.forEach((key, value) -> translate(key, value, service));
    service.put("restart", isSo("auto_restart") ? "always" : "never");
    if (isSo("auto_restart")) {
      service.put("restart_delay", duration("restart_interval").orElse(USUAL_RESTART_DELAY));
    }
    return Map.of("service", Map.of(name(), service));
  }

  private void translate(String key, Object value, Map<String, Object> service) {
    switch (key) {
      case "command", "priority" -> service.put(key, value);
      case "instances" ->
          service.put(key, value instanceof Number n ? Math.max(1, n.intValue()) : value);
      case "args" -> service.put("command", value);
      case "work_dir" -> service.put("directory", value);
      case "depends_on" -> service.put("requires", value);
      case "env" -> service.put("env", variables(value));
      case "start_duration" ->
          duration(key)
              .ifPresent(up -> {
                service.put("stable_after", up);
                service.put("start_within", LONG_START);
              });
      case "retry_count" -> {
        if (value instanceof Number count && count.longValue() > 0) {
          service.put(
              "start_retries",
              Map.of(
                  "count",
                  value,
                  "interval",
                  duration("retry_interval").orElse(USUAL_RETRY_PAUSE)));
        }
      }
      case "log" -> logFolder(value).ifPresent(folder -> service.put("log", files(folder)));
      case "name", "auto_restart", "restart_interval", "retry_interval", "provisioned" -> {
        // Said with others, or by itself.
      }
      default ->
          throw new WrongUsage(
              "'" + key + "' cannot be told to a daemon that serves Tend's own configuration",
              "Leave it out, or register it where provisr's configuration is served.");
    }
  }

  private static Map<String, String> variables(Object env) {
    Map<String, String> variables = new TreeMap<>();
    if (env instanceof List<?> pairs) {
      for (Object pair : pairs) {
        String[] parts = pair.toString().split("=", 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
          throw new WrongUsage("'" + pair + "' is no variable", "Write NAME=VALUE.");
        }
        variables.put(parts[0], parts[1]);
      }
    }
    return variables;
  }

  private static Optional<String> logFolder(Object log) {
    if (!(log instanceof Map<?, ?> table)) {
      throw new WrongUsage("'log' is a table", "");
    }
    Object file =
        table.get("file") instanceof Map<?, ?> inner ? inner.get("dir") : table.get("dir");
    if (!(file instanceof String folder) || folder.isEmpty()) {
      throw new WrongUsage(
          "of 'log' only 'file.dir' can be told to a daemon that serves Tend's own configuration",
          "");
    }
    return Optional.of(folder);
  }

  private Map<String, String> files(String folder) {
    boolean several = spec.get("instances") instanceof Number count && count.longValue() > 1;
    String each = folder + "/" + name() + (several ? "-{instance}" : "");
    return Map.of("stdout", each + ".stdout.log", "stderr", each + ".stderr.log");
  }

  private boolean isSo(String key) {
    return Boolean.TRUE.equals(spec.get(key));
  }

  /// In words of ours; empty for 0, which says nothing.
  private Optional<String> duration(String key) {
    Object value = spec.get(key);
    if (value instanceof Number nanos) {
      long millis = Math.ceilDiv(nanos.longValue(), NANOS_A_MILLI);
      return millis <= 0 ? Optional.empty() : Optional.of(millis + "ms");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  /// With one more key.
  Program with(String key, Object value) {
    SequencedMap<String, Object> more = new LinkedHashMap<>(spec);
    more.put(key, value);
    return new Program(more);
  }

  /// With its folders and files counted from here, where whoever reads it stands elsewhere.
  Program from(Path here) {
    return spec.get("work_dir") instanceof String folder
        ? with("work_dir", here.resolve(folder).toAbsolutePath().normalize().toString())
        : this;
  }
}
