package dev.tend.engine;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.world.Recovered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the kernel what became of the runs that an earlier daemon had open.
final class Takeover {

  private Takeover() {}

  static Recovered ask(Journal.Recovery recovery, Kernel kernel) {
    List<Recovered.Run> runs = new ArrayList<>();
    for (Journal.OpenRun open : recovery.openRuns().values()) {
      runs.add(new Recovered.Run(open.run(), open.kind(), open.instance(), alive(open, kernel)));
    }
    List<Recovered.Lost> lost =
        recovery.lostRuns().values().stream()
            .map(open -> new Recovered.Lost(open.run(), open.instance()))
            .toList();
    return new Recovered(
        runs,
        lost,
        recovery.standings(),
        recovery.heldDown(),
        recovery.rebooted(),
        recovery.setAside(),
        recovery.jobs(),
        recovery.crons(),
        recovery.boot());
  }

  private static Optional<ProcessRef> alive(Journal.OpenRun open, Kernel kernel) {
    if (open.process().isEmpty()) {
      return kernel.reclaim(open.run());
    }
    ProcessRef process = open.process().get();
    return kernel.adopt(open.run(), process) ? Optional.of(process) : Optional.empty();
  }
}
