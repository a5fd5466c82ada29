package dev.tend.cli;

import dev.tend.cli.terminal.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Model.OptionSpec;

/// The options that describe a [Program], in every spelling that provisr has had for them.
final class ProgramWords {

  private ProgramWords() {}

  static List<OptionSpec> options() {
    return List.of(
        Grammar.option("COMMAND", "What is executed", "--cmd", "--command"),
        Grammar.option("DIR", "Its working directory", "--work-dir"),
        Grammar.repeated("KEY=VALUE", "A variable for it; may be repeated", "--env"),
        Grammar.option("N", "How many of it run", "--instances"),
        Grammar.flag(
            "Start it again whenever it ends", "--auto-restart", "--autorestart", "--auto-start"),
        Grammar.option("DURATION", "The pause before that (3s)", "--restart-interval"),
        Grammar.option("N", "How often a failed start is tried again", "--retries"),
        Grammar.option("DURATION", "The pause before each of them (1s)", "--retry-interval"),
        Grammar.option(
            "DURATION", "Up this long, it has started", "--start-duration", "--startsecs"),
        Grammar.option("N", "The lower one starts first", "--priority"),
        Grammar.option("DIR", "Where its output goes", "--log-dir"));
  }

  /// What the options describe.
  static Program of(Invocation invocation) {
    SequencedMap<String, Object> spec = new LinkedHashMap<>();
    invocation.value("--name").ifPresent(name -> spec.put("name", name));
    invocation.value("--cmd").ifPresent(command -> spec.put("command", command));
    invocation.value("--work-dir").ifPresent(folder -> spec.put("work_dir", folder));
    List<String> env = invocation.values("--env");
    if (!env.isEmpty()) {
      spec.put("env", env);
    }
    invocation.count("--instances").ifPresent(count -> spec.put("instances", count));
    invocation.count("--priority").ifPresent(count -> spec.put("priority", count));
    if (invocation.has("--auto-restart")) {
      spec.put("auto_restart", true);
    }
    invocation.count("--retries").ifPresent(count -> spec.put("retry_count", count));
    duration(invocation, "--restart-interval", "restart_interval", spec);
    duration(invocation, "--retry-interval", "retry_interval", spec);
    duration(invocation, "--start-duration", "start_duration", spec);
    invocation
        .value("--log-dir")
        .ifPresent(folder -> spec.put("log", Map.of("file", Map.of("dir", folder))));
    return new Program(spec);
  }

  private static void duration(
      Invocation invocation, String option, String key, Map<String, Object> spec) {
    invocation
        .value(option)
        .map(text ->
            DurationText.parse(text)
                .orElseThrow(() ->
                    new WrongUsage("'" + text + "' is no duration", "Write 500ms, 30s or 1h30m.")))
        .map(Duration::toNanos)
        .ifPresent(nanos -> spec.put(key, nanos));
  }
}
