package dev.tend.daemon.provisr;

import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The spec of a service as provisr writes one, with durations in nanoseconds.
final class SpecForm {

  private static final long MEGABYTE = 1024 * 1024;

  private SpecForm() {}

  static Map<String, @Nullable Object> of(ServiceSpec service) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    List<String> argv = service.launch().command().argv();
    boolean shell = argv.size() == 3 && argv.get(0).equals("/bin/sh") && argv.get(1).equals("-c");
    List<String> env = new ArrayList<>();
    service.launch().env().forEach((name, value) -> env.add(name + "=" + value));
    spec.put("name", service.name().text());
    spec.put("command", shell ? argv.get(2) : "");
    spec.put("args", shell ? List.of() : argv);
    spec.put("work_dir", service.launch().directory().orElse(""));
    spec.put("env", env);
    spec.put("pid_file", service.pidFile().map(InstancePath::template).orElse(""));
    spec.put("priority", service.priority());
    spec.put("retry_count", service.startRetries().map(StartRetries::count).orElse(0));
    spec.put(
        "retry_interval",
        service.startRetries().map(StartRetries::interval).orElse(Duration.ZERO).toNanos());
    spec.put("start_duration", service.start().stableAfter().toNanos());
    spec.put("auto_restart", service.restart() != RestartMode.NEVER);
    spec.put("restart_interval", service.restartDelay().orElse(Duration.ZERO).toNanos());
    spec.put("instances", service.instances());
    spec.put("detached", false);
    spec.put("depends_on", service.edges().stream().map(edge -> edge.unit().text()).toList());
    spec.put("detectors", service.detectors().stream().map(SpecForm::detector).toList());
    spec.put("log", Map.of("file", log(service.log())));
    return spec;
  }

  private static Map<String, String> detector(Detector detector) {
    return switch (detector) {
      case Detector.PidFile(InstancePath path) ->
          Map.of("type", "pidfile", "path", path.template());
      case Detector.Pid(int number) -> Map.of("type", "pid", "pid", Integer.toString(number));
      case Detector.CommandSucceeds(var command) ->
          Map.of("type", "command", "command", String.join(" ", command.argv()));
    };
  }

  private static Map<String, Object> log(LogRule rule) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("stdoutPath", path(rule.stdout()));
    file.put("stderrPath", path(rule.stderr()));
    file.put("maxSizeMB", rule.maxSizeBytes() / MEGABYTE);
    file.put("maxBackups", rule.keep());
    file.put("maxAgeDays", days(rule.keepFor()));
    file.put("compress", rule.compress());
    return file;
  }

  /// Rounded up, since 0 would mean the default to whoever sends it back.
  private static long days(Duration span) {
    return span.plusDays(1).minusNanos(1).toDays();
  }

  private static String path(LogRule.Target target) {
    return target instanceof LogRule.Target.File(String path) ? path : "";
  }
}
