package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which run a process belongs to, by three signs, all of which a process has to lose to get lost:
/// the run's name in its environment, the session or process group that the run's main process
/// began, and having been seen once as a descendant of the run.
///
/// What cannot be told: a process that wiped its environment and left the session, and whose
/// parents ended before anybody looked at the tree, which happens when its run is signalled and
/// when its main process ends. Only a cgroup knows it then.
final class Lineage {

  /// Most runs have one process or two.
  private static final int FEW = 4;

  private final ProcReader proc;

  /// Of each run that is known, the pids under which something is noted of it: many runs end at
  /// once, and none of them may cost a look at all the others.
  private final Map<RunId, Set<Integer>> pids = new HashMap<>();

  private final Map<Integer, Founder> sessions = new HashMap<>();
  private final Map<Integer, Member> seen = new HashMap<>();

  Lineage(ProcReader proc) {
    this.proc = proc;
  }

  private record Founder(RunId run, long startTicks) {}

  private record Member(RunId run, ProcStat process) {}

  /// A run whose processes are known by its name.
  void name(RunId run) {
    noted(run);
  }

  private Set<Integer> noted(RunId run) {
    return pids.computeIfAbsent(run, _ -> new HashSet<>(FEW));
  }

  /// A run whose main process leads, or led, a session and a group.
  void found(RunId run, ProcessRef main) {
    noted(run).add(main.pid());
    sessions.put(main.pid(), new Founder(run, main.startTicks()));
  }

  /// A process was seen below one of the run, or was attributed to it.
  void remember(RunId run, ProcStat process) {
    noted(run).add(process.pid());
    seen.put(process.pid(), new Member(run, process));
  }

  void forget(RunId run) {
    Set<Integer> own = pids.remove(run);
    if (own == null) {
      return;
    }
    for (int pid : own) {
      // By now another run's process may have the number.
      sessions.computeIfPresent(pid, (_, founder) -> founder.run().equals(run) ? null : founder);
      seen.computeIfPresent(pid, (_, member) -> member.run().equals(run) ? null : member);
    }
  }

  /// The run that a living process belongs to.
  Optional<RunId> of(ProcStat process) {
    Member member = seen.get(process.pid());
    if (member != null && member.process().is(process)) {
      return Optional.of(member.run());
    }
    return proc.run(process.pid())
        .filter(pids::containsKey)
        .or(() -> foundedBy(process.session()))
        .or(() -> foundedBy(process.group()));
  }

  /// A number that a session or a group still has is no other process's pid; so if one has it that
  /// is not the founder, the founder's session is over, and this is another.
  private Optional<RunId> foundedBy(int number) {
    Founder founder = sessions.get(number);
    if (founder == null) {
      return Optional.empty();
    }
    boolean another =
        proc.stat(number).filter(now -> now.startTicks() != founder.startTicks()).isPresent();
    return another ? Optional.empty() : Optional.of(founder.run());
  }
}
