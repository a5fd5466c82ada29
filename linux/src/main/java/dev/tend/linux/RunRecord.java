package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Journal.OpenRun;
import java.util.Locale;
import java.util.Optional;

/// An open run as a small text: the plain pid in the first line, for the tools that read pid files
/// (`0` before it is known), then a fact a line.
///
/// ```
/// 4711
/// kind=main
/// instance=web.1
/// launched=2026-11-21T10:00:00.123Z
/// boot_id=1c7e…
/// start_ticks=1234567
/// ```
///
/// @param bootId the boot in which it was launched
record RunRecord(OpenRun run, String bootId) {

  String text() {
    Facts facts = new Facts();
    facts.put("kind", run.kind().name().toLowerCase(Locale.ROOT));
    facts.put("instance", run.instance().toString());
    facts.put("launched", run.launchedAt());
    facts.put("boot_id", bootId);
    run.process()
        .ifPresent(process -> facts.put("start_ticks", Long.toString(process.startTicks())));
    return run.process().map(ProcessRef::pid).orElse(0) + "\n" + facts.text();
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static RunRecord parse(RunId id, String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      throw new IllegalArgumentException(text.isEmpty() ? "it is empty" : "it has one line only");
    }
    int pid = Integer.parseInt(text.substring(0, end));
    Facts facts = Facts.parse(text.substring(end + 1));
    String bootId = facts.get("boot_id");
    Optional<ProcessRef> process =
        pid == 0
            ? Optional.empty()
            : Optional.of(new ProcessRef(pid, facts.number("start_ticks"), bootId));
    return new RunRecord(
        new OpenRun(
            id,
            RunKind.valueOf(facts.get("kind").toUpperCase(Locale.ROOT)),
            instance(facts.get("instance")),
            facts.instant("launched"),
            process),
        bootId);
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
}
