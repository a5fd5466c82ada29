package dev.tend.linux;

import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.Signal;
import dev.tend.linux.FifoFolder.Fifo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/// Keeps every FIFO open in some process beside the daemon, so that what was written into it is
/// there for the next daemon even if writer and daemon are dead by then.
///
/// It costs one idle process for up to [HolderPlan#FIFOS_MAX] FIFOs. Holders of an earlier daemon
/// are taken over. When one dies, the daemon, which has all FIFOs open as well, starts another at
/// once; where none can be started, that is said, tried again with a growing pause, and keeps
/// nothing else from going on.
///
/// Called by the loop's thread, which knows what there is to hold, and by the pump's, which hears
/// of deaths; so all of it happens under the monitor of this object, for a few system calls, or for
/// the half millisecond of a start.
final class Holders {

  /// How long changes may gather before they are settled; before a process starts, they always are.
  private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

  /// One that dies so soon will do so again.
  private static final long SHORT_LIFE_NANOS = Duration.ofSeconds(1).toNanos();

  /// How long the end of killed holders is waited for; it takes microseconds.
  private static final long END_NANOS_MAX = Duration.ofSeconds(1).toNanos();

  private static final int KILL = Signal.KILL.number();
  private static final long LONG_AGO = Long.MIN_VALUE / 2;
  private static final long NEVER = Long.MAX_VALUE;

  private final Libc libc = new Libc();
  private final OutputCalls calls = new OutputCalls();
  private final LinuxClock clock = new LinuxClock();
  private final EpollSet epoll = new EpollSet(libc);
  private final DeadlineTimer timer = new DeadlineTimer(libc);
  private final Reaper reaper = new Reaper(libc);
  private final HolderSpawn spawner;
  private final HolderRecords records;
  private final HolderPause pause = new HolderPause();
  private final Losses losses;

  /// Our own descriptors of the FIFOs, by their identity.
  private final Map<String, Integer> wanted = new HashMap<>();

  private final TreeMap<Integer, Holder> holders = new TreeMap<>();

  /// Killed, and not known to be gone.
  private final List<Holder> ending = new ArrayList<>();

  private int lastNumber;
  private boolean changed;
  private long dueNanos = NEVER;
  private boolean closed;

  Holders(Path runtime, List<String> program, Losses losses) {
    this.spawner = new HolderSpawn(libc, program);
    this.records = new HolderRecords(runtime.resolve("holders").toString(), libc, calls);
    this.losses = losses;
    epoll.add(timer.fd());
    takeOver();
  }

  /// Readable when [#look] has something to do.
  int fd() {
    return epoll.fd();
  }

  /// From now on these are to be held.
  synchronized void hold(Collection<Fifo> fifos) {
    fifos.forEach(fifo -> wanted.put(fifo.identity(), fifo.fd()));
    gather();
  }

  /// These are no more; called before their descriptors are closed.
  synchronized void release(Collection<Fifo> fifos) {
    fifos.forEach(fifo -> wanted.remove(fifo.identity()));
    gather();
  }

  /// Sees to it that every FIFO is held, before a process writes into one.
  synchronized void settle() {
    if (changed && !pause.underWay()) {
      provide();
    }
  }

  /// Notices deaths, and does what is due.
  synchronized void look() {
    if (closed) {
      return;
    }
    List<Integer> ready = epoll.readable(false);
    ready.stream().filter(fd -> fd != timer.fd()).forEach(this::bury);
    if (!ready.contains(timer.fd())) {
      return;
    }
    if (changed) {
      provide();
    } else {
      lasted();
    }
  }

  /// Leaves the holders to the next daemon.
  synchronized void leave() {
    holders.values().forEach(holder -> holder.pidfd().close());
    close();
  }

  /// Ends all holders: nothing is left that could write.
  synchronized void end() {
    List.copyOf(holders.keySet()).forEach(this::end);
    long deadline = now() + END_NANOS_MAX;
    due(deadline);
    while (!ending.isEmpty() && now() < deadline) {
      epoll.readable(true).stream().filter(fd -> fd != timer.fd()).forEach(this::bury);
    }
    close();
  }

  private void takeOver() {
    for (Map.Entry<Integer, ProcessRef> found : records.living().entrySet()) {
      lastNumber = Math.max(lastNumber, found.getKey());
      ProcessRef process = found.getValue();
      Optional<PidFd> pidfd = records.watch(process);
      if (pidfd.isPresent()) {
        Set<String> held = records.heldBy(process.pid(), calls);
        watch(new Holder(found.getKey(), process, pidfd.get(), LONG_AGO, held));
      }
    }
  }

  private void gather() {
    changed = true;
    if (dueNanos == NEVER) {
      due(now() + GATHER_NANOS);
    }
  }

  private void provide() {
    due(NEVER);
    Map<Integer, Set<String>> held = new TreeMap<>();
    holders.forEach((number, holder) -> held.put(number, holder.held()));
    HolderPlan plan = HolderPlan.of(wanted.keySet(), held);
    for (SortedSet<String> batch : plan.batches()) {
      int result = start(batch);
      if (result < 0) {
        failed("cannot start " + spawner.program() + ": " + Errno.name(-result));
        return;
      }
    }
    plan.ending().forEach(this::end);
    changed = false;
    if (pause.underWay()) {
      due(now() + SHORT_LIFE_NANOS);
    }
  }

  /// Nothing had to be done for a while.
  private void lasted() {
    due(NEVER);
    if (pause.underWay()) {
      pause.over();
      losses.holding(spawner.program() + " holds the FIFOs again");
    }
  }

  /// 0, or `-errno`.
  private int start(SortedSet<String> batch) {
    int number = ++lastNumber;
    records.starting(number);
    int pid = spawner.spawn(records.path(number), descriptors(batch));
    if (pid < 0) {
      records.ended(number);
      return pid;
    }
    Optional<ProcessRef> process = records.started(number, pid);
    Optional<PidFd> pidfd = process.flatMap(records::watch);
    if (process.isEmpty() || pidfd.isEmpty()) {
      // It cannot be gone before it is reaped: the daemon has no descriptor left to watch it with.
      libc.call(Call.KILL, pid, KILL);
      reaper.awaitKilled(pid);
      records.ended(number);
      return -Errno.EMFILE;
    }
    watch(new Holder(number, process.get(), pidfd.get(), now(), batch));
    return 0;
  }

  private List<Integer> descriptors(SortedSet<String> batch) {
    return batch.stream().map(wanted::get).toList();
  }

  private void watch(Holder holder) {
    epoll.add(holder.pidfd().fd());
    holders.put(holder.number(), holder);
  }

  private void end(int number) {
    Holder holder = holders.remove(number);
    if (holder != null) {
      ending.add(holder);
      holder.pidfd().signal(KILL);
      records.ended(number);
    }
  }

  /// Somebody behind a pidfd is dead.
  private void bury(int pidfd) {
    for (Holder holder : List.copyOf(ending)) {
      if (holder.pidfd().fd() == pidfd) {
        ending.remove(holder);
        reap(holder);
      }
    }
    for (Holder holder : List.copyOf(holders.values())) {
      if (holder.pidfd().fd() == pidfd) {
        mourn(holder);
      }
    }
  }

  private void mourn(Holder holder) {
    holders.remove(holder.number());
    records.ended(holder.number());
    Optional<Exit> exit = reap(holder);
    String what =
        "the holder of the FIFOs (%s, pid %d) %s"
            .formatted(
                spawner.program(),
                holder.process().pid(),
                exit.map(Exit::sentence).orElse("has ended"));
    changed = true;
    boolean byItself = exit.filter(Exit.Code.class::isInstance).isPresent();
    if (byItself && now() - holder.sinceNanos() < SHORT_LIFE_NANOS) {
      failed(what);
      return;
    }
    provide();
    if (!changed) {
      losses.holding(what + "; another has taken its place, and nothing was lost");
    }
  }

  /// Takes its end from the kernel, if it was a child of ours.
  private Optional<Exit> reap(Holder holder) {
    Reaper.Found found = reaper.byPidfd(holder.pidfd().fd());
    epoll.remove(holder.pidfd().fd());
    holder.pidfd().close();
    return found instanceof Reaper.Found.Reaped(Exit exit, var _)
        ? Optional.of(exit)
        : Optional.empty();
  }

  private void failed(String what) {
    if (!pause.underWay()) {
      losses.holding(
          what
              + "; until one runs, what a process writes just before it ends while no daemon lives"
              + " would be lost");
    }
    due(now() + pause.next());
  }

  private void due(long nanos) {
    dueNanos = nanos;
    timer.arm(nanos);
  }

  private long now() {
    return clock.now().monotonicNanos();
  }

  private void close() {
    closed = true;
    timer.close();
    epoll.close();
    spawner.close();
    reaper.close();
    records.close();
    clock.close();
    calls.close();
    libc.close();
  }
}
