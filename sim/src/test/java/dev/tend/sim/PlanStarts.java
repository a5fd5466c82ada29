package dev.tend.sim;

import dev.tend.core.process.RunKind;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.RunEnd;
import dev.tend.engine.History;
import dev.tend.engine.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Which instances got a process, one after the other.
final class PlanStarts implements History {
  private final List<InstanceId> started = new ArrayList<>();

  int count() {
    return started.size();
  }

  List<InstanceId> since(int count) {
    return List.copyOf(started.subList(count, started.size()));
  }

  @Override
  public long lastEvent() {
    return 0;
  }

  @Override
  public void recovered(Collection<Journal.OpenRun> open, Instant at) {
    // No daemon was there before.
  }

  @Override
  public void append(List<Entry> entries) {
    // Only processes count.
  }

  @Override
  public void started(RunStart start) {
    if (start.kind() == RunKind.MAIN || start.kind() == RunKind.WORKER) {
      started.add(start.instance());
    }
  }

  @Override
  public void ended(RunEnd end, Usage usage) {
    // What runs at the end is seen in the snapshot.
  }
}
