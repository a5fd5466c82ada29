package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Journal.OpenRun;
import dev.tend.engine.Journal.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An open run as a small text: the plain pid in the first line, for the tools that read pid files
/// (`0` before it is known), then a line for each key.
///
/// ```
/// 4711
/// kind=main
/// instance=web.1
/// launched=2026-11-21T10:00:00.123Z
/// start_ticks=1234567
/// boot_id=1c7e…
/// attempt=1
/// restarts=0
/// stable=false
/// failures=
/// ```
record RunRecord(OpenRun run) {

  String text() {
    Standing standing = run.standing();
    return run.process().map(ProcessRef::pid).orElse(0)
        + "\nkind="
        + run.kind().name().toLowerCase(Locale.ROOT)
        + "\ninstance="
        + run.instance()
        + "\nlaunched="
        + run.launchedAt()
        + run.process()
            .map(process ->
                "\nstart_ticks=" + process.startTicks() + "\nboot_id=" + process.bootId())
            .orElse("")
        + "\nattempt="
        + standing.attempt()
        + "\nrestarts="
        + standing.restarts()
        + "\nstable="
        + standing.stable()
        + "\nfailures="
        + standing.failureNanos().stream().map(Object::toString).collect(Collectors.joining(","))
        + "\n";
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static RunRecord parse(RunId id, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    Map<String, String> values =
        lines.stream()
            .skip(1)
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
    try {
      return new RunRecord(
          new OpenRun(
              id,
              RunKind.valueOf(value(values, "kind").toUpperCase(Locale.ROOT)),
              instance(value(values, "instance")),
              Instant.parse(value(values, "launched")),
              process(Integer.parseInt(lines.getFirst()), values),
              standing(values)));
    } catch (java.time.DateTimeException notATime) {
      throw new IllegalArgumentException(notATime);
    }
  }

  /// Reads `web.2`.
  static InstanceId instance(String text) {
    int dot = text.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("'" + text + "' names no instance");
    }
    return new InstanceId(
        new UnitName(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  private static Optional<ProcessRef> process(int pid, Map<String, String> values) {
    return pid == 0
        ? Optional.empty()
        : Optional.of(
            new ProcessRef(
                pid, Long.parseLong(value(values, "start_ticks")), value(values, "boot_id")));
  }

  private static Standing standing(Map<String, String> values) {
    String failures = value(values, "failures");
    return new Standing(
        Integer.parseInt(value(values, "attempt")),
        Integer.parseInt(value(values, "restarts")),
        Boolean.parseBoolean(value(values, "stable")),
        failures.isEmpty()
            ? List.of()
            : Arrays.stream(failures.split(",", -1)).map(Long::valueOf).toList());
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    return value;
  }
}
