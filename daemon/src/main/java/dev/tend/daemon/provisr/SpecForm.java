package dev.tend.daemon.provisr;

import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRetries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The spec of a service as provisr writes one, with durations in nanoseconds.
final class SpecForm {

  private static final long MEGABYTE = 1024 * 1024;

  /// Words that mean nothing else to a shell.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private SpecForm() {}

  static Map<String, @Nullable Object> of(ServiceSpec service) {
    Map<String, @Nullable Object> spec = launch(service);
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
    spec.put("log", log(service));
    spec.put("lifecycle", lifecycle(service.hooks()));
    return spec;
  }

  /// What is executed: the keys that all specs begin with.
  static Map<String, @Nullable Object> launch(ServiceSpec service) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    List<String> argv = service.launch().command().argv();
    boolean shell = isShell(argv);
    spec.put("name", service.name().text());
    spec.put("command", shell ? argv.get(2) : "");
    spec.put("args", shell ? null : argv);
    spec.put("work_dir", service.launch().directory().orElse(""));
    spec.put("env", pairs(service.launch().env()));
    return spec;
  }

  private static boolean isShell(List<String> argv) {
    return argv.size() == 3 && argv.get(0).equals("/bin/sh") && argv.get(1).equals("-c");
  }

  private static List<String> pairs(SortedMap<String, String> env) {
    List<String> pairs = new ArrayList<>();
    env.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs;
  }

  /// A list for each phase, `null` where there are no hooks.
  static Map<String, @Nullable Object> lifecycle(Hooks hooks) {
    Map<String, @Nullable Object> lifecycle = new LinkedHashMap<>();
    for (HookPhase phase : HookPhase.values()) {
      List<Object> all = hooks.of(phase).stream().<Object>map(SpecForm::hook).toList();
      lifecycle.put(phase.text(), all.isEmpty() ? null : all);
    }
    return lifecycle;
  }

  private static Map<String, Object> hook(Hook hook) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("name", hook.name());
    form.put("command", line(hook.command().argv()));
    form.put("work_dir", hook.directory().orElse(""));
    form.put("env", pairs(hook.env()));
    form.put("timeout", hook.timeout().toNanos());
    form.put("failure_mode", hook.onFailure().name().toLowerCase(Locale.ROOT));
    form.put("run_mode", hook.async() ? "async" : "blocking");
    return form;
  }

  /// A command in one line, from which a shell would read the same words.
  private static String line(List<String> argv) {
    return isShell(argv)
        ? argv.get(2)
        : argv.stream()
            .map(word -> PLAIN.matcher(word).matches() ? word : quoted(word))
            .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static Map<String, Object> detector(Detector detector) {
    return switch (detector) {
      case Detector.PidFile(InstancePath path) ->
          Map.of("type", "pidfile", "path", path.template());
      case Detector.Pid(int number) -> Map.of("type", "pid", "pid", number);
      case Detector.CommandSucceeds(var command) ->
          Map.of("type", "command", "command", String.join(" ", command.argv()));
    };
  }

  static Map<String, Object> log(ServiceSpec service) {
    LogRule rule = service.log();
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("stdoutPath", path(rule.stdout()));
    file.put("stderrPath", path(rule.stderr()));
    file.put("maxSizeMB", rule.maxSizeBytes() / MEGABYTE);
    file.put("maxBackups", rule.keep());
    file.put("maxAgeDays", days(rule.keepFor()));
    file.put("compress", rule.compress());
    return Map.of("file", file);
  }

  /// Rounded up, since 0 would mean the default to whoever sends it back.
  private static long days(Duration span) {
    return span.plusDays(1).minusNanos(1).toDays();
  }

  private static String path(LogRule.Target target) {
    return target instanceof LogRule.Target.File(String path) ? path : "";
  }
}
