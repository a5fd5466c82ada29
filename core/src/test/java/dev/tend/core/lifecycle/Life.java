package dev.tend.core.lifecycle;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One instance that a test lets live, event by event; its runs are called `run-1`, `run-2`, ….
final class Life {
  static final InstanceId ID = new InstanceId(new UnitName("web"), 1);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final SpawnFault ENOENT = new SpawnFault("execve", "ENOENT", "bin/web", "");

  private final ServiceSpec spec;
  private Instance instance = Instance.idle(new Cause.Configured("it is new", NOON));
  private List<Effect> effects = List.of();
  private Duration passed = Duration.ZERO;
  private boolean clear = true;
  private boolean accompanied;
  private int spawned;

  Life(ServiceSpec spec) {
    this.spec = spec;
  }

  /// Lets something happen.
  Life takes(Event event) {
    Moment now = new Moment(NOON.plus(passed), passed.toNanos());
    Terms terms = new Terms(ID, spec, false, now, accompanied, clear, 0.5, run(spawned + 1));
    Step step = Lifecycle.step(instance, event, terms);
    instance = step.instance();
    effects = step.effects();
    spawned += (int) effects.stream().filter(Effect.Spawn.class::isInstance).count();
    return this;
  }

  Life passes(Duration time) {
    passed = passed.plus(time);
    return this;
  }

  /// Waits for the alarm of the present state.
  Life alarmRings() {
    Alarm alarm = state().alarm().orElseThrow();
    passed = Duration.ofNanos(alarm.atNanos());
    return takes(alarm.event());
  }

  /// From now on what it requires is as far as it must be, or not.
  Life edgesHold(boolean hold) {
    clear = hold;
    return this;
  }

  /// From now on something goes on beside it, or not.
  Life accompanied(boolean holds) {
    accompanied = holds;
    return this;
  }

  Life starting() {
    return takes(new Event.Go(asked("start"), false)).spawnSucceeds();
  }

  Life running() {
    return starting().alarmRings();
  }

  Life spawnSucceeds() {
    return takes(new Event.Spawned(lastRun(), process(spawned)));
  }

  Life spawnFails() {
    return takes(new Event.SpawnRefused(lastRun(), ENOENT));
  }

  /// The main process ends, and nothing of its tree is left.
  Life exits(int code) {
    return takes(new Event.Exited(state().run().orElseThrow(), new Exit.Code(code), true));
  }

  /// The main process ends, and leaves something behind.
  Life exitsLeavingSomething(int code) {
    return takes(new Event.Exited(state().run().orElseThrow(), new Exit.Code(code), false));
  }

  Life halts() {
    return takes(new Event.Halt(asked("stop")));
  }

  State state() {
    return instance.state();
  }

  Ledger ledger() {
    return instance.ledger();
  }

  Cause cause() {
    return instance.cause();
  }

  Instance instance() {
    return instance;
  }

  /// What the last event wanted done.
  List<Effect> effects() {
    return effects;
  }

  RunId lastRun() {
    return run(spawned);
  }

  /// How long the present alarm is away.
  Duration untilAlarm() {
    return Duration.ofNanos(state().alarm().orElseThrow().atNanos()).minus(passed);
  }

  static RunId run(int number) {
    return new RunId("run-" + number);
  }

  static ProcessRef process(int number) {
    return new ProcessRef(100 + number, number, "boot");
  }

  static Cause asked(String verb) {
    return new Cause.Asked(new Actor("root"), verb, NOON);
  }
}
