package dev.tend.linux;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tree on a host without cgroups: the main process and its group while it lives, and then
/// whoever the [Kin] finds, with everything below them.
///
/// Only the topmost survivors are watched. When one of them ends, its children move up to the
/// subreaper, so the next look finds them; nobody can slip away between two looks.
final class DescentTree implements Tree {

  private final Libc libc;
  private final ProcReader proc;
  private final RunId run;
  private final Kin kin;
  private final Descent descent;
  private final Watches watches;
  private final Map<Integer, PidFd> survivors = new HashMap<>();
  private final List<ProcStat> former = new ArrayList<>();
  private Head head;
  private Optional<Heard> heard = Optional.empty();
  private boolean killing;
  private boolean stale = true;

  /// What the tree grows from.
  sealed interface Head {
    record Living(PidFd main, ProcStat process) implements Head {}

    record Gone() implements Head {}
  }

  /// The last signal that went to the main process's group, and who was in that then.
  private record Heard(int signal, List<ProcStat> group) {
    boolean by(ProcStat process, int number) {
      return signal == number && group.stream().anyMatch(process::is);
    }
  }

  DescentTree(
      Libc libc, ProcReader proc, RunId run, Head head, Kin kin, Descent descent, Watches watches) {
    this.libc = libc;
    this.proc = proc;
    this.run = run;
    this.head = head;
    this.kin = kin;
    this.descent = descent;
    this.watches = watches;
  }

  @Override
  public void signal(Signal signal) {
    switch (head) {
      case Head.Living(PidFd main, ProcStat process) -> {
        // The walk is for the lineage: the signal may end those by whom their children are known.
        List<ProcStat> members = descent.from(run, List.of(process));
        if (process.group() == process.pid()) {
          main.signalGroup(signal.number());
          heard =
              Optional.of(
                  new Heard(
                      signal.number(),
                      members.stream().filter(each -> each.group() == process.pid()).toList()));
        } else {
          // It was found, and runs in somebody else's group.
          main.signal(signal.number());
        }
      }
      case Head.Gone() ->
          descent.from(run, left()).stream()
              .filter(member -> heard.filter(got -> got.by(member, signal.number())).isEmpty())
              .forEach(member -> send(member, signal.number()));
    }
  }

  @Override
  public void kill() {
    killing = true;
    stale = true;
    if (head instanceof Head.Living(PidFd main, ProcStat process)) {
      List<ProcStat> members = descent.from(run, List.of(process));
      if (process.group() == process.pid()) {
        main.signalGroup(Signal.KILL.number());
      }
      members.forEach(member -> send(member, Signal.KILL.number()));
    }
  }

  @Override
  public void mainEnded() {
    if (head instanceof Head.Living(PidFd main, ProcStat _)) {
      watches.drop(main);
    }
    head = new Head.Gone();
    stale = true;
  }

  @Override
  public void goOn(PidFd main, ProcStat process) {
    PidFd survivor = survivors.remove(process.pid());
    if (survivor != null) {
      watches.drop(survivor);
    }
    head = new Head.Living(main, process);
  }

  @Override
  public int move(PidFd main, ProcStat process) {
    if (!(head instanceof Head.Living(PidFd before, ProcStat was))) {
      throw new IllegalStateException("run " + run + " has no main process");
    }
    goOn(main, process);
    // It may be a child of the daemon's, which is among nobody's orphans.
    former.add(was);
    survivors.put(before.pid(), before);
    watches.change(before, new Watches.Survivor(run, before));
    return was.pid();
  }

  @Override
  public void survivorEnded(PidFd survivor) {
    survivors.remove(survivor.pid());
    watches.drop(survivor);
    stale = true;
  }

  @Override
  public boolean isEmpty() {
    if (head instanceof Head.Living || !stale) {
      return false;
    }
    stale = false;
    List<ProcStat> left = left();
    left.forEach(this::watch);
    if (killing) {
      descent.from(run, left).forEach(member -> send(member, Signal.KILL.number()));
    }
    return left.isEmpty();
  }

  /// The topmost of those that are left, with who was the main one before.
  private List<ProcStat> left() {
    List<ProcStat> left = new ArrayList<>(kin.of(run));
    former.removeIf(process -> !descent.isStillThere(process));
    former.stream().filter(process -> left.stream().noneMatch(process::is)).forEach(left::add);
    return left;
  }

  private void watch(ProcStat survivor) {
    if (survivors.containsKey(survivor.pid())) {
      return;
    }
    switch (PidFd.open(libc, survivor.pid())) {
      case PidFd.Opened.Open(PidFd pidfd) -> {
        survivors.put(survivor.pid(), pidfd);
        watches.add(pidfd, new Watches.Survivor(run, pidfd));
      }
      // Gone by now, or no descriptor to be had: the next exit of anybody leads to another look.
      case PidFd.Opened.Failed(int _) -> stale = true;
    }
  }

  private void send(ProcStat member, int signal) {
    if (PidFd.open(libc, member.pid()) instanceof PidFd.Opened.Open(PidFd pidfd)) {
      try (pidfd) {
        if (proc.stat(member.pid()).filter(member::is).isPresent()) {
          pidfd.signal(signal);
        }
      }
    }
  }

  @Override
  public void close() {
    if (head instanceof Head.Living(PidFd main, ProcStat _)) {
      watches.drop(main);
    }
    survivors.values().forEach(watches::drop);
  }
}
