package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Walks from processes of a run down to all that they started, and has the lineage remember them,
/// so that they are known when their parents are gone.
final class Descent {

  private final ProcReader proc;
  private final Lineage lineage;

  Descent(ProcReader proc, Lineage lineage) {
    this.proc = proc;
    this.lineage = lineage;
  }

  /// The living among the given processes and everything below them, parents first.
  List<ProcStat> from(RunId run, Collection<ProcStat> roots) {
    List<ProcStat> members = new ArrayList<>();
    Set<Integer> visited = new HashSet<>();
    Deque<ProcStat> ahead = new ArrayDeque<>(roots);
    while (!ahead.isEmpty()) {
      ProcStat process = ahead.remove();
      if (visited.add(process.pid()) && isStillThere(process)) {
        lineage.remember(run, process);
        members.add(process);
        for (int child : proc.children(process.pid())) {
          proc.stat(child).ifPresent(ahead::add);
        }
      }
    }
    return members;
  }

  boolean isStillThere(ProcStat process) {
    return proc.stat(process.pid()).filter(now -> now.is(process) && !now.ended()).isPresent();
  }
}
