package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.linux.DescentTree.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The tree of each run that is not over: those whose main process lives, and those that have lost
/// it and leave others behind.
final class Trees implements AutoCloseable {

  private final Libc libc;
  private final ProcReader proc;
  private final Watches watches;
  private final Lineage lineage;
  private final Descent descent;
  private final Sweep sweep;
  private final Orphans orphans;
  private final Set<Integer> mains = new HashSet<>();
  private final Map<RunId, Tree> living = new LinkedHashMap<>();
  private final Map<RunId, Tree> headless = new LinkedHashMap<>();

  /// Those whose first process may leave another one to follow, which need not be of its tree.
  private final Set<RunId> followed = new HashSet<>();

  /// Those of them that have just lost it: whom to follow can be said before they are over.
  private final Set<RunId> bereft = new HashSet<>();

  private boolean lookDue;

  Trees(Libc libc, ProcReader proc, Reaper reaper, Watches watches, Lineage lineage, int ownPid) {
    this.libc = libc;
    this.proc = proc;
    this.watches = watches;
    this.lineage = lineage;
    this.descent = new Descent(proc, lineage);
    this.sweep = new Sweep(proc, lineage);
    this.orphans = new Orphans(proc, reaper, lineage, ownPid, mains::contains);
  }

  /// A run of this daemon's begins; what it leaves behind comes to us, so that no sweep is needed.
  void plant(LaunchPlan plan, ProcessRef process, PidFd main, ProcStat stat) {
    RunId run = plan.run();
    if (plan.signs().follow().isPresent()) {
      followed.add(run);
    }
    watch(run, process, main, stat, tree(run, new Head.Living(main, stat), orphans));
  }

  /// A run of an earlier daemon's goes on: what it leaves behind is found by a sweep.
  void transplant(RunId run, ProcessRef process, PidFd main, ProcStat stat) {
    watch(run, process, main, stat, tree(run, new Head.Living(main, stat), sweep));
  }

  /// A run of an earlier daemon's may have left others behind.
  void searchFor(RunId run) {
    headless.put(run, tree(run, new Head.Gone(), sweep));
    lookDue = true;
  }

  /// A run of which nothing can be left.
  void bury(RunId run) {
    headless.put(run, tree(run, new Head.Gone(), _ -> List.of()));
    lookDue = true;
  }

  private Tree tree(RunId run, Head head, Kin kin) {
    return new DescentTree(libc, proc, run, head, kin, descent, watches);
  }

  private void watch(RunId run, ProcessRef process, PidFd main, ProcStat stat, Tree tree) {
    lineage.found(run, process);
    mains.add(main.pid());
    watches.add(main, new Watches.Main(run, main, stat));
    living.put(run, tree);
  }

  /// Has the processes of an earlier daemon's run found by its name.
  ///
  /// @param sinceTicks none of them started before
  void expect(RunId run, long sinceTicks) {
    lineage.name(run);
    sweep.include(run, sinceTicks);
  }

  /// Those that a sweep of this moment attributes to a run.
  List<ProcStat> sweptFor(RunId run) {
    sweep.expire();
    return sweep.of(run);
  }

  Optional<Tree> of(RunId run) {
    return Optional.ofNullable(living.getOrDefault(run, headless.get(run)));
  }

  boolean isHeadless(RunId run) {
    return headless.containsKey(run);
  }

  /// A run goes on with another process: it has lost its main one, or that is followed, perhaps no
  /// further than to itself.
  boolean goOn(RunId run, ProcStat process) {
    followed.remove(run);
    return living.containsKey(run)
        ? mains.contains(process.pid()) || move(run, process)
        : succeed(run, process);
  }

  private boolean succeed(RunId run, ProcStat process) {
    Optional<PidFd> main = PidFd.openOf(libc, proc, process);
    main.ifPresent(found -> {
      Tree tree = Objects.requireNonNull(headless.remove(run));
      tree.goOn(found, process);
      watch(run, proc.ref(process), found, process, tree);
    });
    return main.isPresent();
  }

  /// Another process of a run whose main process lives is the main one from now on; false if that
  /// cannot be.
  boolean move(RunId run, ProcStat process) {
    Tree tree = living.get(run);
    Optional<PidFd> main =
        tree == null || mains.contains(process.pid())
            ? Optional.empty()
            : PidFd.openOf(libc, proc, process);
    main.ifPresent(found -> {
      mains.remove(Objects.requireNonNull(tree).move(found, process));
      watch(run, proc.ref(process), found, process, tree);
    });
    return main.isPresent();
  }

  /// The main process of a run has ended.
  void behead(RunId run, PidFd main) {
    mains.remove(main.pid());
    Optional.ofNullable(living.remove(run))
        .ifPresent(tree -> {
          tree.mainEnded();
          headless.put(run, tree);
          if (followed.contains(run)) {
            bereft.add(run);
          }
        });
  }

  /// Whether it has to be looked which trees are empty, though nothing happened.
  boolean isLookDue() {
    return lookDue;
  }

  /// A look is to come soon.
  void wantLook() {
    lookDue = true;
  }

  /// The runs of which nothing is left; they are known no longer.
  List<RunId> look() {
    lookDue = false;
    expireFindings();
    List<RunId> empty = new ArrayList<>();
    headless.forEach((run, tree) -> {
      if (!bereft.contains(run) && tree.isEmpty()) {
        empty.add(run);
      }
    });
    lookDue = !bereft.isEmpty();
    bereft.clear();
    empty.forEach(this::forget);
    return empty;
  }

  private void forget(RunId run) {
    Objects.requireNonNull(headless.remove(run)).close();
    lineage.forget(run);
    sweep.exclude(run);
    followed.remove(run);
  }

  /// What was found out before may be so no longer.
  void expireFindings() {
    orphans.refresh();
    sweep.expire();
  }

  @Override
  public void close() {
    living.values().forEach(Tree::close);
    headless.values().forEach(Tree::close);
  }
}
