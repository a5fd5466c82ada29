package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.HistoryRule;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.OnExit;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The world that the tests of routes look at: `db` runs, `web.1` runs, `web.2` backs off after a
/// crash, `idle` has no instances; `db` and `web` are the group `backend`.
public final class Scene {

  public static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /// The monotonic clock started with the scene.
  public static final Clock CLOCK = () -> new Moment(NOW, 0);

  private static final RunId RUN = new RunId("mfz3k1c0-7");

  private Scene() {}

  public static Snapshot snapshot() {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>();
    List.of(
            ServiceSpec.of("db", "/bin/db"),
            ServiceSpec.of("web", "/bin/web").withInstances(2).withHooks(migrating()),
            ServiceSpec.of("idle", "/bin/idle").withInstances(0))
        .forEach(spec -> units.put(spec.name(), spec));
    SortedMap<String, Group> groups = new TreeMap<>();
    groups.put("backend", new Group("backend", List.of(new UnitName("db"), new UnitName("web"))));
    return new Snapshot(
        0,
        new Configuration(
            units,
            groups,
            OnExit.STOP,
            Optional.empty(),
            Optional.empty(),
            HistoryRule.DEFAULT,
            Configuration.PARALLEL_MAX),
        List.of(running("db", 1, 41), running("web", 1, 42), crashed("web", 2)),
        List.of(),
        false);
  }

  private static Hooks migrating() {
    Hook migrate = Hook.of("migrate", new Command(List.of("/bin/migrate")));
    return Hooks.NONE.with(HookPhase.PRE_START, List.of(migrate));
  }

  private static InstanceView running(String unit, int number, int pid) {
    return new InstanceView(
        new InstanceId(new UnitName(unit), number),
        StateName.RUNNING,
        true,
        Optional.of(new ProcessRef(pid, 100, "boot")),
        Optional.of(RUN),
        NOW.minusSeconds(60),
        true,
        0,
        1,
        Optional.empty(),
        new Cause.Configured("autostart is set and the daemon started", NOW.minusSeconds(61)),
        false,
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static InstanceView crashed(String unit, int number) {
    Instant at = NOW.minusMillis(1500);
    return new InstanceView(
        new InstanceId(new UnitName(unit), number),
        StateName.BACKOFF,
        true,
        Optional.empty(),
        Optional.empty(),
        at,
        false,
        3,
        4,
        Optional.of(new InstanceView.LastExit(new Exit.Signalled(11, true), at)),
        new Cause.Rule(
            "restart is on-failure", at, new Cause.Exited(RUN, new Exit.Signalled(11, true), at)),
        false,
        Optional.of(new InstanceView.Next(2_000_000_000L, "web.2 is started again")),
        List.of(),
        List.of());
  }

  /// Somebody stopped something.
  public static Entry entry(long id, String unit) {
    return new Entry(
        id,
        NOW,
        Optional.of(new InstanceId(new UnitName(unit), 1)),
        "stopped",
        Optional.of(StateName.STOPPING),
        Optional.of(StateName.STOPPED),
        new Cause.Asked(new Actor("root (uid 0)"), "stop", NOW),
        Optional.of(RUN));
  }
}
