package dev.tend.sim;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.Signal;
import dev.tend.core.time.Moment;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.PidFiles;
import dev.tend.engine.Prober;
import dev.tend.engine.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// A machine in memory: processes that behave as they are told, and a clock that moves only while
/// somebody waits. It outlives its daemons, as a machine does.
public final class SimKernel implements Kernel, Clock {

  private static final long TICK_NANOS = 10_000_000;

  /// Nothing is simulated for so long.
  private static final Duration FAR = Duration.ofDays(36_500);

  /// What passes from the boot of a machine to the start of its daemon.
  private static final long BOOT_NANOS = 5_000_000_000L;

  private final Agenda future = new Agenda();
  private final SimProcesses processes = new SimProcesses();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Function<LaunchPlan, Behaviour> script;
  final Trace trace = new Trace();
  final Mortality mortality = new Mortality();
  final SimPidFiles pidFiles = new SimPidFiles(mortality, this::lives);
  final SimProber prober = new SimProber(this);
  private final Set<RunId> watched = new HashSet<>();
  private final Set<RunId> refused = new HashSet<>();
  private final Set<RunId> doomed = new HashSet<>();

  /// Runs that are followed and whose main process has just ended.
  private final List<SimProcess> bereft = new ArrayList<>();

  private List<KernelEvent> events = new ArrayList<>();
  private Consumer<LaunchPlan> witness = _ -> {};
  private Consumer<LaunchPlan> endWitness = _ -> {};
  private Consumer<SimProcess> watchdogWitness = _ -> {};
  private long nanos = Duration.ofHours(1).toNanos();
  private Instant wall = Instant.parse("2026-03-28T22:00:00Z");
  private int boots = 1;

  /// The monotonic clock reads so much less than the time since the simulation began.
  private long bootedAtNanos;

  private long horizonNanos = Long.MAX_VALUE;
  private int nextPid = 100;

  /// @param script says how each process behaves
  public SimKernel(Function<LaunchPlan, Behaviour> script) {
    this.script = script;
  }

  /// Is called at every spawn, before the process exists.
  void witness(Consumer<LaunchPlan> eye) {
    witness = eye;
  }

  /// Is called when a process that is alive is asked to end, or killed.
  void endWitness(Consumer<LaunchPlan> eye) {
    endWitness = eye;
  }

  /// Is called whenever a process is asked to end because it hangs.
  void watchdogWitness(Consumer<SimProcess> eye) {
    watchdogWitness = eye;
  }

  /// Waiting does not go beyond this time.
  void horizon(long atNanos) {
    horizonNanos = atNanos;
  }

  long nanos() {
    return nanos;
  }

  /// Moves the wall clock, as an operator or ntpd does.
  void jump(Duration by) {
    wall = wall.plus(by);
    trace.add(nanos, "the wall clock jumps by " + by);
    events.add(new KernelEvent.ClockSet());
  }

  /// A daemon takes a moment to start.
  void startUp() {
    pass(nanos + 1_000_000);
  }

  /// The processes, dead ones too, in the order of their spawns.
  Iterable<SimProcess> processes() {
    return processes.all();
  }

  /// Those of which something is alive.
  Iterable<SimProcess> living() {
    return processes.living();
  }

  /// Those of one instance.
  Iterable<SimProcess> processes(InstanceId instance) {
    return processes.of(instance);
  }

  /// The process of a run, a dead one too.
  Optional<SimProcess> process(RunId run) {
    return Optional.ofNullable(processes.get(run));
  }

  private boolean lives(int pid) {
    return processes.living().stream().anyMatch(each -> each.has(pid));
  }

  /// Whether a spawn was asked for the run: a look for a living process is no attempt.
  boolean tried(RunId run) {
    SimProcess process = processes.get(run);
    return refused.contains(run) || (process != null && !process.stray);
  }

  /// Whether the process of the run was up and ready at some time.
  boolean proved(RunId run) {
    SimProcess process = processes.get(run);
    return process != null && process.proved;
  }

  /// Whether there is, or was, a main process of that run.
  boolean isMain(RunId run) {
    SimProcess process = processes.get(run);
    return process != null && process.plan.kind() == RunKind.MAIN;
  }

  /// The daemon is gone: nobody watches, and what nobody heard of is lost.
  void forgetDaemon() {
    watched.clear();
    doomed.clear();
    bereft.clear();
    events = new ArrayList<>();
    prober.forgetDaemon();
    processes.all().forEach(process -> process.orphaned = true);
    mortality.spare();
  }

  /// The machine loses its processes and begins its monotonic clock anew; its disk stays.
  void boot() {
    trace.add(nanos, "the machine boots");
    processes.all().forEach(SimProcess::vanish);
    bootedAtNanos = nanos - BOOT_NANOS;
    boots++;
    forgetDaemon();
  }

  /// Somebody other than the daemon kills the main process.
  void strike(SimProcess process) {
    trace.add(nanos, "somebody kills " + process.plan.instance() + " (" + process.plan.run() + ")");
    at(nanos, () -> die(process, new Exit.Signalled(Signal.KILL.number(), false)));
  }

  @Override
  public Moment now() {
    return new Moment(wall, nanos - bootedAtNanos);
  }

  @Override
  public SpawnResult spawn(LaunchPlan plan) {
    mortality.pass("before spawn");
    witness.accept(plan);
    Behaviour behaviour = script.apply(plan);
    if (behaviour.refusal().isPresent()) {
      refused.add(plan.run());
      trace.add(nanos, "spawn of " + plan.instance() + " (" + plan.run() + ") refused");
      return new SpawnResult.Refused(
          new SpawnFault(
              "execve", behaviour.refusal().get(), plan.launch().command().program(), ""));
    }
    ProcessRef ref =
        new ProcessRef(nextPid++, (nanos - bootedAtNanos) / TICK_NANOS, "boot-" + boots);
    SimProcess process = new SimProcess(plan, ref, behaviour, nanos);
    processes.add(process);
    watched.add(plan.run());
    String what = plan.launch().env().getOrDefault("TEND_PHASE", "");
    String hook = what.isEmpty() ? "" : " " + what + " " + plan.launch().env().get("TEND_HOOK");
    trace.add(
        nanos, "spawn of " + plan.instance() + hook + " (" + plan.run() + ") pid " + ref.pid());
    behaviour.lifeNanos().ifPresent(life -> at(nanos + life, () -> livedOut(process)));
    given(plan).ifPresent(pidFiles::drop);
    write(process, Behaviour.PidNote.Since.BIRTH);
    behaviour.readyNanos().ifPresent(after -> at(nanos + after, () -> ready(process)));
    talk(process, behaviour.talk());
    mortality.pass("after spawn");
    return new SpawnResult.Spawned(ref);
  }

  private void ready(SimProcess process) {
    if (!process.alive) {
      return;
    }
    RunId run = process.plan.run();
    switch (process.plan.signs().readiness()) {
      case Readiness.Notify _ -> {
        process.saidReady = true;
        tell(process, new KernelEvent.Told(run, new Notice.Ready(process.ref.pid())));
      }
      case Readiness.Descriptor _ -> {
        if (process.pledge == SimProcess.Pledge.OPEN) {
          process.saidReady = true;
          process.pledge = SimProcess.Pledge.WRITTEN;
          readPledge(process);
        }
      }
      case Readiness.Uptime _, Readiness.Signalled _, Readiness.Probed _, Readiness.Line _ -> {
        process.saidReady = true;
        tell(process, new KernelEvent.Ready(run, "it said so"));
      }
    }
  }

  /// A newline waits in its FIFO until a daemon reads it, this one or the next.
  private void readPledge(SimProcess process) {
    RunId run = process.plan.run();
    if (process.alive && process.pledge == SimProcess.Pledge.WRITTEN && watched.contains(run)) {
      process.pledge = SimProcess.Pledge.OVER;
      tell(process, new KernelEvent.Ready(run, "it wrote a newline to its readiness descriptor"));
    }
  }

  /// Nobody learns of it where no daemon has the other end open.
  private void closesPledge(SimProcess process) {
    if (process.alive && process.pledge == SimProcess.Pledge.OPEN) {
      process.pledge = SimProcess.Pledge.OVER;
      process.broke = true;
      trace.add(nanos, process.plan.run() + " closes its readiness descriptor");
      tell(
          process,
          new KernelEvent.NeverReady(
              process.plan.run(), "it closed its readiness descriptor without a newline"));
    }
  }

  private void talk(SimProcess process, Behaviour.Talk talk) {
    process.plan.signs().watchdog().ifPresent(every -> tick(process, every.toNanos() / 2));
    talk.moreTimeNanos()
        .ifPresent(by ->
            at(
                nanos + 500_000_000,
                () -> says(process, new Notice.MoreTime(Duration.ofNanos(by)))));
    talk.stopsAfterNanos()
        .ifPresent(after -> at(nanos + after, () -> says(process, new Notice.Stopping())));
    talk.movesAfterNanos().ifPresent(after -> at(nanos + after, () -> moves(process)));
    talk.closesAfterNanos().ifPresent(after -> at(nanos + after, () -> closesPledge(process)));
    talk.status()
        .ifPresent(status ->
            at(nanos + status.afterNanos(), () -> says(process, new Notice.Status(status.text()))));
  }

  private void tick(SimProcess process, long everyNanos) {
    long silentAfter = process.behaviour.talk().silentAfterNanos().orElse(Long.MAX_VALUE);
    if (process.treeAlive() && nanos - process.bornNanos < silentAfter) {
      if (watched.contains(process.plan.run())) {
        process.tickedNanos = nanos;
      }
      tell(process, new KernelEvent.Told(process.plan.run(), new Notice.Ticked()));
      at(nanos + everyNanos, () -> tick(process, everyNanos));
    }
  }

  private void says(SimProcess process, Notice notice) {
    if (process.alive) {
      trace.add(nanos, process.plan.run() + " says " + notice);
      tell(process, new KernelEvent.Told(process.plan.run(), notice));
    }
  }

  /// Nobody hears it where no daemon is, and then nothing has moved.
  private void moves(SimProcess process) {
    if (process.alive && process.childAlive && watched.contains(process.plan.run())) {
      process.move();
      trace.add(nanos, process.plan.run() + " says that " + process.ref.pid() + " is it");
      tell(process, new KernelEvent.Moved(process.plan.run(), process.ref, "it said MAINPID="));
    }
  }

  private void die(SimProcess process, Exit exit) {
    if (!process.alive) {
      return;
    }
    process.alive = false;
    process.succeeded = exit.success();
    if (process.plan.heard()) {
      prober.answered(process.plan.instance(), exit.success());
      tell(process, new KernelEvent.Said(process.plan.run(), "so it said"));
    }
    process.exit = Optional.of(exit);
    process.endedNanos = nanos;
    trace.add(nanos, process.plan.instance() + " (" + process.plan.run() + ") " + exit.sentence());
    tell(process, new KernelEvent.Exited(process.plan.run(), exit, Usage.UNKNOWN));
    if (isFollowed(process)) {
      // There is a turn in which it can be seen whom it named.
      bereft.add(process);
    } else if (!process.treeAlive()) {
      tell(process, new KernelEvent.TreeEmpty(process.plan.run()));
    }
    if (!process.childAlive) {
      return;
    }
    write(process, Behaviour.PidNote.Since.END);
    at(nanos + childLife(process), () -> childDies(process));
    if (doomed.contains(process.plan.run())) {
      at(nanos + process.behaviour.killNanos(), () -> treeDies(process));
    }
  }

  private static boolean isFollowed(SimProcess process) {
    return process.plan.signs().follow().isPresent();
  }

  private static long childLife(SimProcess process) {
    return process.behaviour.child().map(Behaviour.Child::lifeNanos).orElse(0L);
  }

  /// The pid file that the command is given; none is there when it starts.
  private static Optional<String> given(LaunchPlan plan) {
    return plan.signs()
        .follow()
        .filter(follow -> follow.file().isEmpty() && plan.kind() == RunKind.MAIN)
        .map(follow -> SimFinder.path(follow, plan.instance()));
  }

  /// It has lived as long as it does. Where its child was followed before, that goes on.
  private void livedOut(SimProcess process) {
    if (!isFollowed(process) || process.before.isEmpty()) {
      die(process, process.behaviour.exit());
    } else if (process.childAlive) {
      childDies(process);
      at(nanos + childLife(process), () -> die(process, new Exit.Code(0)));
    }
  }

  private void write(SimProcess process, Behaviour.PidNote.Since since) {
    for (Behaviour.PidNote note : process.behaviour.notes()) {
      if (note.since() == since) {
        at(nanos + note.afterNanos(), () -> writes(process, note));
      }
    }
  }

  private void writes(SimProcess process, Behaviour.PidNote note) {
    boolean itself = note.since() == Behaviour.PidNote.Since.BIRTH;
    if (itself ? !process.alive : !process.childAlive || process.alive) {
      return;
    }
    trace.add(nanos, process.plan.run() + " writes " + note.path() + ": " + note.named());
    switch (note.named()) {
      case CHILD -> pidFiles.put(note.path(), process.childPid());
      case ITSELF -> pidFiles.put(note.path(), process.ref.pid());
      case NOBODY -> pidFiles.put(note.path(), 1);
      case GARBAGE -> pidFiles.put(note.path(), SimPidFiles.GARBAGE);
      case NO_FILE -> pidFiles.drop(note.path());
    }
  }

  private void childDies(SimProcess process) {
    if (process.promoted) {
      die(process, new Exit.Code(0));
      return;
    }
    if (process.childAlive) {
      process.childAlive = false;
      trace.add(nanos, "the child of " + process.plan.run() + " is gone");
      if (!process.alive && !process.childApart()) {
        tell(process, new KernelEvent.TreeEmpty(process.plan.run()));
      }
    }
  }

  private void tell(SimProcess process, KernelEvent event) {
    if (!process.treeAlive() && process.isGoodAnswer()) {
      // There are thousands of them, and nobody will ask again.
      processes.remove(process);
    }
    if (watched.contains(process.plan.run())) {
      events.add(event);
      if (event instanceof KernelEvent.TreeEmpty) {
        watched.remove(process.plan.run());
        doomed.remove(process.plan.run());
      }
    }
  }

  @Override
  public boolean adopt(RunId run, ProcessRef ref) {
    mortality.pass("adopt");
    SimProcess process = processes.get(run);
    if (process != null) {
      process.moveBack(ref);
    }
    boolean same = process != null && process.ref.equals(ref);
    if (process != null && !same) {
      process.demote();
    }
    return takeOver(run).isPresent() && same;
  }

  @Override
  public Optional<ProcessRef> reclaim(RunId run) {
    mortality.pass("reclaim");
    return takeOver(run);
  }

  private Optional<ProcessRef> takeOver(RunId run) {
    SimProcess process = processes.get(run);
    if (process == null || !process.treeAlive()) {
      trace.add(nanos, "take over " + run + ": nothing is left");
      events.add(new KernelEvent.TreeEmpty(run));
      return Optional.empty();
    }
    trace.add(nanos, "take over " + run);
    watched.add(run);
    process.takenOverNanos = nanos;
    process.runningNanos = Long.MIN_VALUE;
    switch (process.plan.signs().readiness()) {
      // What it said is lost.
      case Readiness.Notify _ -> {}
      case Readiness.Descriptor _ -> readPledge(process);
      case Readiness.Uptime _, Readiness.Signalled _, Readiness.Probed _, Readiness.Line _ -> {
        if (process.alive && process.saidReady) {
          events.add(new KernelEvent.Ready(run, "it said so"));
        }
      }
    }
    return process.alive ? Optional.of(process.ref) : Optional.empty();
  }

  @Override
  public Sighting look(Search search) {
    mortality.pass("before look");
    Sighting sighting = new SimFinder(processes, pidFiles, watched).look(search);
    if (sighting instanceof Sighting.Found(var _, String how)) {
      trace.add(nanos, search.run() + " goes on: " + how);
      watched.add(search.run());
      prober.begins(search.run());
    }
    mortality.pass("after look");
    return sighting;
  }

  /// Somebody other than the daemon starts a process, which no run knows of.
  SimProcess foreign(LaunchPlan plan, Behaviour behaviour) {
    ProcessRef ref = new ProcessRef(nextPid++, nanos / 10_000_000, "sim");
    SimProcess process = new SimProcess(plan, ref, behaviour, nanos);
    process.foreign = true;
    processes.add(process);
    behaviour.lifeNanos().ifPresent(life -> at(nanos + life, () -> die(process, behaviour.exit())));
    trace.add(nanos, "somebody starts pid " + ref.pid());
    return process;
  }

  @Override
  public void signal(RunId run, Signal signal) {
    mortality.pass("signal");
    SimProcess process = processes.get(run);
    if (process == null || !watched.contains(run)) {
      return;
    }
    trace.add(nanos, signal + " to " + run);
    asked(process);
    if (signal == Signal.ABRT) {
      watchdogWitness.accept(process);
    }
    if (signal == Signal.KILL) {
      kill(process);
      return;
    }
    Optional<Long> reaction = process.behaviour.termNanos();
    if (reaction.isPresent() && process.alive && !process.dying) {
      process.dying = true;
      at(nanos + reaction.get(), () -> die(process, new Exit.Signalled(signal.number(), false)));
    }
    if (reaction.isPresent() && !process.alive && process.treeAlive() && !process.childDying) {
      process.childDying = true;
      at(nanos + reaction.get(), () -> childDies(process));
    }
  }

  @Override
  public void killTree(RunId run) {
    mortality.pass("killTree");
    SimProcess process = processes.get(run);
    if (process == null || !watched.contains(run)) {
      return;
    }
    trace.add(nanos, "kill the tree of " + run);
    asked(process);
    doomed.add(run);
    kill(process);
  }

  private void asked(SimProcess process) {
    if (process.alive && !process.asked) {
      process.asked = true;
      endWitness.accept(process.plan);
    }
  }

  private void kill(SimProcess process) {
    long gone = nanos + process.behaviour.killNanos();
    at(gone, () -> die(process, new Exit.Signalled(Signal.KILL.number(), false)));
    at(gone, () -> treeDies(process));
  }

  private void treeDies(SimProcess process) {
    if (process.promoted || !process.childApart()) {
      childDies(process);
    }
  }

  /// A probe found the main process of the run well.
  void found(RunId run) {
    SimProcess process = processes.get(run);
    if (process != null) {
      process.found = true;
    }
  }

  /// The same, for whichever main process the instance has.
  void found(InstanceId instance) {
    for (SimProcess process : processes.of(instance)) {
      if (process.plan.kind() == RunKind.MAIN) {
        process.found |= process.alive;
      }
    }
  }

  /// Hands something to the daemon.
  void tell(KernelEvent event) {
    events.add(event);
  }

  @Override
  public Prober prober() {
    return prober;
  }

  @Override
  public PidFiles pidFiles() {
    return pidFiles;
  }

  @Override
  public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
    mortality.pass("await");
    List<SimProcess> ended = List.copyOf(bereft);
    bereft.clear();
    ended.stream()
        .filter(process -> !process.treeAlive())
        .forEach(process -> tell(process, new KernelEvent.TreeEmpty(process.plan.run())));
    boolean soon = deadlineNanos < Long.MAX_VALUE - bootedAtNanos;
    long until = Math.min(soon ? deadlineNanos + bootedAtNanos : deadlineNanos, horizonNanos);
    // A clock that is set meanwhile ends the wait.
    until = Math.min(until, nanosAt(deadlineWall));
    while (events.isEmpty() && !woken.get() && future.nextNanos() <= until && !future.isEmpty()) {
      pass(future.nextNanos());
      future.takeFirst().run();
    }
    while (!future.isEmpty() && future.nextNanos() <= nanos) {
      future.takeFirst().run();
    }
    if (events.isEmpty() && !woken.get() && until != Long.MAX_VALUE) {
      pass(until);
    }
    woken.set(false);
    List<KernelEvent> told = events;
    events = new ArrayList<>();
    return told;
  }

  /// When the wall clock reads this if nobody sets it.
  private long nanosAt(Instant time) {
    Duration left = Duration.between(wall, time);
    return left.compareTo(FAR) > 0 ? Long.MAX_VALUE : nanos + left.toNanos();
  }

  private void pass(long untilNanos) {
    if (untilNanos > nanos) {
      wall = wall.plusNanos(untilNanos - nanos);
      nanos = untilNanos;
    }
  }

  void at(long atNanos, Runnable what) {
    future.add(atNanos, what);
  }

  @Override
  public void wake() {
    woken.set(true);
  }

  @Override
  public void close() {
    watched.clear();
  }
}
