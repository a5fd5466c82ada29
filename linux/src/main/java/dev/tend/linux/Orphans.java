package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// The processes that became children of ours because their own parents died: the daemon is a child
/// subreaper (prctl(2)), so that every survivor of a tree of ours hangs below one of them.
///
/// The kernel hands them to the first thread of this process, while the children that we spawn
/// belong to the thread that spawned them, and move to the first one when it ends: hence one small
/// file lists them all, with few others. They are reaped here, by pid, when they end.
final class Orphans implements Kin {

  private static final Logger LOG = System.getLogger(Orphans.class.getName());

  private final ProcReader proc;
  private final Reaper reaper;
  private final Lineage lineage;
  private final int ownPid;
  private final int ownSession;
  private final IntPredicate isMain;
  private final Map<Integer, Orphan> known = new HashMap<>();

  /// One that is not reaped, so that nobody else has its pid.
  private record Orphan(ProcStat process, Optional<RunId> run) {}

  /// @param isMain whether a pid is the main process of a run, which others watch and reap
  Orphans(ProcReader proc, Reaper reaper, Lineage lineage, int ownPid, IntPredicate isMain) {
    this.proc = proc;
    this.reaper = reaper;
    this.lineage = lineage;
    this.ownPid = ownPid;
    this.isMain = isMain;
    this.ownSession = proc.stat(ownPid).map(ProcStat::session).orElse(0);
  }

  /// Looks who came, and reaps who ended.
  void refresh() {
    Set<Integer> present = new HashSet<>();
    for (int pid : proc.childrenOfLeader(ownPid)) {
      if (!isMain.test(pid) && isAlive(pid)) {
        present.add(pid);
      }
    }
    known.keySet().retainAll(present);
  }

  private boolean isAlive(int pid) {
    if (!known.containsKey(pid)) {
      Optional<ProcStat> stat = proc.stat(pid);
      if (stat.isEmpty() || stat.get().session() == ownSession) {
        // A child in our own session was started by other code in this JVM (every tree of ours has
        // left it), and that code waits for its exit.
        return false;
      }
      ProcStat process = stat.get();
      known.put(pid, new Orphan(process, process.ended() ? Optional.empty() : attribute(process)));
    }
    return reaper.byPid(pid) instanceof Reaper.Found.StillAlive;
  }

  private Optional<RunId> attribute(ProcStat process) {
    Optional<RunId> run = lineage.of(process);
    if (run.isPresent()) {
      lineage.remember(run.get(), process);
    } else if (proc.holds(process.pid()).isEmpty()) {
      LOG.log(
          Level.INFO,
          "pid={0} session={1} is an orphan of no known run: left alone, reaped when it ends",
          Integer.toString(process.pid()),
          Integer.toString(process.session()));
    }
    return run;
  }

  /// Those of one run, as of the last look.
  @Override
  public List<ProcStat> of(RunId run) {
    return known.values().stream()
        .filter(orphan -> orphan.run().filter(run::equals).isPresent())
        .map(Orphan::process)
        .toList();
  }
}
