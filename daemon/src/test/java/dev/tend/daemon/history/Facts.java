package dev.tend.daemon.history;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Entry;
import dev.tend.core.world.RunEnd;
import dev.tend.engine.History.RunStart;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.Optional;

/// What happens in the tests of the history: always to `web.1`, now.
final class Facts {

  static final InstanceId WEB = new InstanceId(new UnitName("web"), 1);

  private Facts() {}

  static Entry entry(long id) {
    Cause cause = new Cause.Asked(new Actor("root"), "stop", Instant.now());
    return new Entry(
        id,
        Instant.now(),
        Optional.of(WEB),
        "stopped",
        Optional.empty(),
        Optional.empty(),
        cause,
        Optional.empty());
  }

  static RunStart start(String run) {
    Cause cause = new Cause.Asked(new Actor("root"), "start", Instant.now());
    return new RunStart(
        new RunId(run),
        RunKind.MAIN,
        WEB,
        Optional.empty(),
        Optional.of(new ProcessRef(41, 1, "boot")),
        Instant.now(),
        cause);
  }

  /// One of another unit.
  static RunStart start(String run, InstanceId instance) {
    RunStart start = start(run);
    return new RunStart(
        start.run(),
        start.kind(),
        instance,
        start.hook(),
        start.process(),
        start.at(),
        start.cause());
  }

  static RunEnd end(String run, Exit exit) {
    Instant now = Instant.now();
    Cause cause = new Cause.Exited(new RunId(run), exit, now);
    return new RunEnd(new RunId(run), WEB, Optional.empty(), exit, now, cause);
  }

  static Journal.OpenRun open(String run) {
    return new Journal.OpenRun(
        new RunId(run),
        RunKind.MAIN,
        WEB,
        Instant.now(),
        Optional.of(new ProcessRef(41, 1, "boot")));
  }
}
