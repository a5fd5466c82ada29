package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A look at every process of the host, for runs that an earlier daemon started: what is left of
/// them became children of somebody else when that daemon died, or of us, if we are its image.
///
/// Reading an environment costs up to 0.2 ms, so one sweep serves all runs that ask between two
/// [#expire]s, and processes older than all these runs are passed over.
final class Sweep implements Kin {

  private static final int KERNEL_THREADS = 2;

  private final ProcReader proc;
  private final Lineage lineage;
  private final Map<RunId, Long> startTicks = new HashMap<>();
  private final Map<RunId, List<ProcStat>> found = new HashMap<>();
  private boolean expired = true;

  Sweep(ProcReader proc, Lineage lineage) {
    this.proc = proc;
    this.lineage = lineage;
  }

  /// The run's processes are to be found, none of which started before `ticks`.
  void include(RunId run, long ticks) {
    startTicks.put(run, ticks);
  }

  void exclude(RunId run) {
    startTicks.remove(run);
  }

  /// What was found holds no longer.
  void expire() {
    expired = true;
  }

  @Override
  public List<ProcStat> of(RunId run) {
    if (expired) {
      sweep();
      expired = false;
    }
    return found.getOrDefault(run, List.of());
  }

  private void sweep() {
    found.clear();
    long oldest = startTicks.values().stream().mapToLong(Long::longValue).min().orElse(0);
    for (int pid : proc.all()) {
      proc.stat(pid)
          .filter(process -> process.parent() != KERNEL_THREADS && !process.ended())
          .filter(process -> process.startTicks() >= oldest)
          .ifPresent(this::attribute);
    }
  }

  private void attribute(ProcStat process) {
    lineage
        .of(process)
        .filter(startTicks::containsKey)
        .ifPresent(run -> found.computeIfAbsent(run, _ -> new ArrayList<>()).add(process));
  }
}
