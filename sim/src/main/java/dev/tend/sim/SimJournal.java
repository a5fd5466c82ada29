package dev.tend.sim;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The durable memory of the simulated machine; it outlives its daemons.
public final class SimJournal implements Journal {
  private static final Standing FRESH = new Standing(1, 0, false, List.of());

  private final Mortality mortality;
  private final SortedMap<RunId, OpenRun> open = new TreeMap<>();
  private final Map<RunId, Exit> exits = new LinkedHashMap<>();
  private SortedSet<InstanceId> held = new TreeSet<>();

  SimJournal(Mortality mortality) {
    this.mortality = mortality;
  }

  /// A memory for a machine whose daemon does not die.
  public SimJournal() {
    this(new Mortality());
  }

  /// The one recorded end of each run that ended.
  Map<RunId, Exit> exits() {
    return exits;
  }

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
    mortality.pass("before launching");
    open.put(run, new OpenRun(run, kind, instance, at, Optional.empty(), FRESH));
    mortality.pass("after launching");
  }

  @Override
  public void launched(RunId run, ProcessRef process, Standing standing) {
    mortality.pass("before launched");
    open.computeIfPresent(
        run,
        (_, was) ->
            new OpenRun(
                run, was.kind(), was.instance(), was.launchedAt(), Optional.of(process), standing));
    mortality.pass("after launched");
  }

  @Override
  public void standing(RunId run, Standing standing) {
    mortality.pass("before standing");
    open.computeIfPresent(
        run,
        (_, was) ->
            new OpenRun(
                run, was.kind(), was.instance(), was.launchedAt(), was.process(), standing));
    mortality.pass("after standing");
  }

  @Override
  public void ended(RunId run) {
    mortality.pass("before ended");
    open.remove(run);
    mortality.pass("after ended");
  }

  @Override
  public void heldDown(SortedSet<InstanceId> instances) {
    mortality.pass("before heldDown");
    held = new TreeSet<>(instances);
    mortality.pass("after heldDown");
  }

  @Override
  public void append(List<Entry> entries) {
    mortality.pass("before append");
    for (Entry entry : entries) {
      if (entry.cause() instanceof Cause.Exited(RunId run, Exit exit, Instant _)
          && entry.type().equals("exited")) {
        exits.putIfAbsent(run, exit);
      }
    }
    mortality.pass("after append");
  }

  @Override
  public Recovery recover() {
    mortality.pass("recover");
    return new Recovery(new TreeMap<>(open), new TreeSet<>(held));
  }
}
