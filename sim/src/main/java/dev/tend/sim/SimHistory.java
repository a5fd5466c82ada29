package dev.tend.sim;

import dev.tend.core.process.RunId;
import dev.tend.core.process.Usage;
import dev.tend.core.world.Entry;
import dev.tend.core.world.RunEnd;
import dev.tend.engine.History;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The history of the simulated machine: it forgets nothing, and holds the loop to what it promises
/// of it. The daemon does not die in here: nothing happens between these calls and those of the
/// journal and the kernel, where it does.
final class SimHistory implements History {

  private final Set<RunId> starts = new HashSet<>();
  private final Map<RunId, RunEnd> ends = new HashMap<>();
  private Set<RunId> endedByThisDaemon = new HashSet<>();
  private long last;

  @Override
  public long lastEvent() {
    endedByThisDaemon = new HashSet<>();
    return last;
  }

  @Override
  public void recovered(Collection<Journal.OpenRun> open, Instant at) {
    open.forEach(run -> starts.add(run.run()));
  }

  @Override
  public void append(List<Entry> entries) {
    for (Entry entry : entries) {
      require(entry.id() == last + 1, "event " + entry.id() + " follows " + last);
      last = entry.id();
    }
  }

  @Override
  public void started(RunStart start) {
    require(starts.add(start.run()), start.run() + " starts twice");
  }

  @Override
  public void ended(RunEnd end, Usage usage) {
    require(starts.contains(end.run()), end.run() + " ends, and never started");
    // A daemon that died before the journal forgot the run leaves its end to be told again.
    require(endedByThisDaemon.add(end.run()), end.run() + " ends twice");
    ends.putIfAbsent(end.run(), end);
  }

  /// Called when all has been calm for long: of each process that is gone there is an end.
  void checkEnd(Iterable<SimProcess> processes) {
    for (SimProcess process : processes) {
      RunId run = process.plan.run();
      boolean over = !process.treeAlive() && !process.foreign && !process.isGoodAnswer();
      require(!over || ends.containsKey(run), "no end of " + run + " is remembered");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation("history: " + what);
    }
  }
}
