package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.PidFiles;
import dev.tend.engine.Prober;
import dev.tend.engine.Sighting;
import dev.tend.linux.probe.LinuxProber;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The processes of a Linux host.
///
/// A run goes through three stages here: its main process lives, watched by a pidfd in one epoll
/// set; it has ended, and what it left behind is watched likewise; nothing is left, and the run is
/// forgotten. Ends are taken from the kernel one named child at a time. One a JVM: it makes the
/// whole process a subreaper and takes the exits of the orphans that come with it.
public final class LinuxKernel implements Kernel {

  private static final int PR_SET_CHILD_SUBREAPER = 36;

  private final Libc libc = new Libc();
  private final SmallFiles files = new SmallFiles(libc);
  private final ProcReader proc = new ProcReader(files);
  private final LinuxPidFiles pidFiles = new LinuxPidFiles(libc, files, proc);
  private final Reaper reaper = new Reaper(libc);
  private final Ends ends = new Ends(reaper, proc);
  private final Watches watches = new Watches(libc);
  private final Lineage lineage = new Lineage(proc);
  private final Finder finder;
  private final Trees trees =
      new Trees(libc, proc, reaper, watches, lineage, (int) libc.call(Call.GETPID, 0));
  private final Notices notices;
  private final Pledges pledges;
  private final ReadyLines lines;
  private final LastWords words = new LastWords(watches);
  private final Queue<KernelEvent> told = new ConcurrentLinkedQueue<>();
  private final LinuxProber prober =
      new LinuxProber((ask, finding) -> tell(new KernelEvent.Answered(ask, finding)));
  private final Spawner spawner;
  private final SignalWatch childSignal;

  /// One that hears nothing of what its children say.
  ///
  /// @param environment the daemon's own, which children inherit
  /// @param socket the path that children find in `TEND_SOCKET`
  public LinuxKernel(Map<String, String> environment, String socket, Streams streams) {
    this(environment, socket, streams, Optional.empty(), (_, _) -> {});
  }

  /// @param environment the daemon's own, which children inherit
  /// @param socket the path that children find in `TEND_SOCKET`
  /// @param runtime where the socket goes on which they say how they are
  public LinuxKernel(
      Map<String, String> environment,
      String socket,
      Streams streams,
      Optional<Path> runtime,
      Remarks remarks) {
    this(environment, socket, streams, runtime, remarks, Notices.LETTERS_A_TURN);
  }

  LinuxKernel(
      Map<String, String> environment,
      String socket,
      Streams streams,
      Optional<Path> runtime,
      Remarks remarks,
      int lettersATurn) {
    notices = new Notices(libc, proc, lineage, trees, watches, runtime, remarks, lettersATurn);
    finder = new Finder(libc, files, pidFiles, proc, lineage, new GivenFiles(runtime));
    ChildVariables variables =
        new ChildVariables(files, environment, socket, notices::address, new GivenFiles(runtime));
    pledges = new Pledges(libc, watches, runtime);
    lines = new ReadyLines(libc, runtime, streams, this::tell);
    spawner = new Spawner(libc, files, variables, streams, words, pledges, lines);
    libc.call(Call.PRCTL, PR_SET_CHILD_SUBREAPER, 1);
    childSignal = new SignalWatch(Signal.CHLD, watches::signalChild);
  }

  /// On any thread.
  private void tell(KernelEvent event) {
    told.add(event);
    watches.call();
  }

  @Override
  public SpawnResult spawn(LaunchPlan plan) {
    return switch (plan.heard()
        ? words.of(plan.run(), () -> spawner.spawn(plan))
        : spawner.spawn(plan)) {
      case Sought.Missing<Integer>(SpawnFault fault) -> new SpawnResult.Refused(fault);
      case Sought.Found<Integer>(Integer pid) -> watchNew(plan, pid);
    };
  }

  private SpawnResult watchNew(LaunchPlan plan, int pid) {
    Optional<ProcStat> stat = proc.stat(pid);
    return switch (PidFd.open(libc, pid)) {
      case PidFd.Opened.Open(PidFd main) when stat.isPresent() -> {
        ProcessRef process = proc.ref(stat.get());
        trees.plant(plan, process, main, stat.get());
        yield new SpawnResult.Spawned(process);
      }
      case PidFd.Opened.Open(PidFd main) -> {
        main.close();
        yield unwatchable(plan, pid, Errno.EMFILE);
      }
      case PidFd.Opened.Failed(int errno) -> unwatchable(plan, pid, errno);
    };
  }

  /// A process that cannot be watched is no process of ours: the daemon has run out of descriptors.
  private SpawnResult unwatchable(LaunchPlan plan, int pid, int errno) {
    libc.call(Call.KILL, -pid, Signal.KILL.number());
    reaper.awaitKilled(pid);
    String hint = "the daemon has no descriptor left to watch it with: see ulimit -n";
    String program = plan.launch().command().program();
    return new SpawnResult.Refused(new SpawnFault("pidfd_open", Errno.name(errno), program, hint));
  }

  @Override
  public boolean adopt(RunId run, ProcessRef process) {
    if (!process.bootId().equals(proc.bootId())) {
      // Nothing outlives a boot.
      trees.bury(run);
      return false;
    }
    trees.expect(run, process.startTicks());
    pledges.resume(run);
    lines.resume(run);
    return switch (PidFd.open(libc, process.pid())) {
      case PidFd.Opened.Open(PidFd main) -> {
        // Read after the descriptor was opened: if this is the process, then so is that.
        Optional<ProcStat> stat =
            proc.stat(process.pid()).filter(now -> now.startTicks() == process.startTicks());
        if (stat.isEmpty()) {
          main.close();
          trees.searchFor(run);
          yield false;
        }
        trees.transplant(run, process, main, stat.get());
        yield true;
      }
      case PidFd.Opened.Failed(int _) -> {
        // Its number is nobody's pid, so it may still be that of its session.
        lineage.found(run, process);
        trees.searchFor(run);
        yield false;
      }
    };
  }

  @Override
  public Optional<ProcessRef> reclaim(RunId run) {
    trees.expect(run, 0);
    // Others of the tree may lead sessions too; the main process is the oldest.
    Optional<ProcessRef> main =
        trees.sweptFor(run).stream()
            .filter(process -> process.session() == process.pid())
            .min(Comparator.comparingLong(ProcStat::startTicks))
            .map(proc::ref);
    if (main.isEmpty()) {
      trees.searchFor(run);
      return main;
    }
    return main.filter(process -> adopt(run, process));
  }

  @Override
  public Sighting look(Search search) {
    trees.expireFindings();
    return switch (finder.find(search)) {
      case Finder.Result.Nobody(List<String> notes) -> new Sighting.Nothing(notes);
      case Finder.Result.Fits(ProcStat process, String how) ->
          goOn(search.run(), process)
              ? new Sighting.Found(proc.ref(process), how)
              : new Sighting.Nothing(List.of());
    };
  }

  private boolean goOn(RunId run, ProcStat process) {
    return trees.of(run).isPresent() ? trees.goOn(run, process) : adopt(run, proc.ref(process));
  }

  @Override
  public void signal(RunId run, Signal signal) {
    if (trees.isHeadless(run)) {
      trees.expireFindings();
    }
    trees.of(run).ifPresent(tree -> tree.signal(signal));
  }

  @Override
  public void killTree(RunId run) {
    trees.of(run).ifPresent(Tree::kill);
    trees.wantLook();
  }

  @Override
  public PidFiles pidFiles() {
    return pidFiles;
  }

  @Override
  public Prober prober() {
    return prober;
  }

  @Override
  public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
    lines.settle();
    List<KernelEvent> events = new ArrayList<>();
    boolean returning = false;
    while (!returning) {
      Watches.Ready ready = watches.await(deadlineNanos, deadlineWall, !trees.isLookDue());
      if (ready.clockSet()) {
        events.add(new KernelEvent.ClockSet());
      }
      if (ready.heard() || !ready.ended().isEmpty()) {
        // What it said before it ended comes first.
        notices.hear(events);
      }
      ready.ended().forEach(watch -> end(watches.present(watch), events));
      if (trees.isLookDue() || !ready.ended().isEmpty() || ready.childSignalled()) {
        trees.look().forEach(run -> forget(run, events));
      }
      for (KernelEvent event = told.poll(); event != null; event = told.poll()) {
        lines.handedOut(event);
        events.add(event);
      }
      returning = ready.due() || ready.called() || !events.isEmpty();
    }
    return events;
  }

  private void end(Watches.Watch watch, List<KernelEvent> events) {
    switch (watch) {
      case Watches.Main(RunId run, PidFd main, ProcStat process) -> {
        ends.of(run, main, process)
            .ifPresent(exited -> {
              words.end(run).ifPresent(said -> events.add(new KernelEvent.Said(run, said)));
              events.add(exited);
              trees.behead(run, main);
            });
      }
      case Watches.Pledge(RunId run) ->
          pledges.read(run, trees.of(run).map(Tree::isHeadEnding).orElse(true), events);
      case Watches.Survivor(RunId run, PidFd survivor) -> {
        // One that was the main process before may be our child, and nobody else reaps it.
        reaper.byPidfd(survivor.fd());
        trees.of(run).ifPresent(tree -> tree.survivorEnded(survivor));
      }
      case Watches.Words(RunId run) -> words.read(run);
    }
  }

  private void forget(RunId run, List<KernelEvent> events) {
    notices.forget(run);
    pledges.forget(run);
    lines.forget(run);
    events.add(new KernelEvent.TreeEmpty(run));
  }

  @Override
  public void wake() {
    watches.call();
  }

  /// Lets go of everything; the processes live on.
  @Override
  public void close() {
    childSignal.close();
    prober.close();
    words.close();
    libc.call(Call.PRCTL, PR_SET_CHILD_SUBREAPER, 0);
    trees.close();
    notices.close();
    pledges.close();
    lines.close();
    watches.close();
    spawner.close();
    reaper.close();
    files.close();
    libc.close();
  }
}
