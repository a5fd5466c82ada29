package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.InstanceId;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// A machine in memory: processes that behave as they are told, and a clock that moves only while
/// somebody waits. It outlives its daemons, as a machine does.
public final class SimKernel implements Kernel, Clock {

  private static final long TICK_NANOS = 10_000_000;

  private final SimClock clock = new SimClock();
  private final SimWatch watch = new SimWatch();
  private final SimProcesses processes = new SimProcesses();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Function<LaunchPlan, Behaviour> script;
  final Trace trace = new Trace();
  final Mortality mortality = new Mortality();
  final SimPidFiles pidFiles = new SimPidFiles(mortality, processes::lives);
  final SimProber prober = new SimProber(this);
  private final SimSpeech speech = new SimSpeech(clock, watch, trace);
  private final SimLife life = new SimLife(clock, processes, pidFiles, prober, watch, trace);
  private Consumer<LaunchPlan> witness = _ -> {};
  private Consumer<LaunchPlan> endWitness = _ -> {};
  private Consumer<SimProcess> watchdogWitness = _ -> {};
  private int boots = 1;
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
    clock.horizon(atNanos);
  }

  /// Since the simulation began.
  long nanos() {
    return clock.nanos();
  }

  /// Moves the wall clock, as an operator or ntpd does.
  void jump(Duration by) {
    clock.set(by);
    trace.add(nanos(), "the wall clock jumps by " + by);
    watch.tell(new KernelEvent.ClockSet());
  }

  /// A daemon takes a moment to start.
  void startUp() {
    clock.pass(nanos() + 1_000_000);
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

  /// Whether a spawn was asked for the run: a look for a living process is no attempt.
  boolean tried(RunId run) {
    return processes.tried(run);
  }

  /// The daemon is gone: nobody watches, and what nobody heard of is lost.
  void forgetDaemon() {
    watch.forgetDaemon();
    life.forgetDaemon();
    prober.forgetDaemon();
    processes.all().forEach(process -> process.orphaned = true);
    mortality.spare();
  }

  /// The machine loses its processes and begins its monotonic clock anew; its disk stays.
  void boot() {
    trace.add(nanos(), "the machine boots");
    processes.all().forEach(SimProcess::vanish);
    clock.boot();
    boots++;
    forgetDaemon();
  }

  /// Somebody other than the daemon kills the main process.
  void strike(SimProcess process) {
    trace.add(nanos(), "somebody kills " + process.name());
    life.strike(process);
  }

  @Override
  public Moment now() {
    return clock.now();
  }

  @Override
  public SpawnResult spawn(LaunchPlan plan) {
    mortality.pass("before spawn");
    witness.accept(plan);
    Behaviour behaviour = script.apply(plan);
    if (behaviour.refusal().isPresent()) {
      processes.refuse(plan.run());
      trace.add(nanos(), "spawn of " + plan.instance() + " (" + plan.run() + ") refused");
      return new SpawnResult.Refused(
          new SpawnFault(
              "execve", behaviour.refusal().get(), plan.launch().command().program(), ""));
    }
    ProcessRef ref =
        new ProcessRef(nextPid++, clock.sinceBootNanos() / TICK_NANOS, "boot-" + boots);
    SimProcess process = new SimProcess(plan, ref, behaviour, nanos());
    processes.add(process);
    watch.begin(plan.run());
    String what = plan.launch().env().getOrDefault("TEND_PHASE", "");
    String hook = what.isEmpty() ? "" : " " + what + " " + plan.launch().env().get("TEND_HOOK");
    trace.add(
        nanos(), "spawn of " + plan.instance() + hook + " (" + plan.run() + ") pid " + ref.pid());
    life.begins(process);
    speech.begins(process);
    mortality.pass("after spawn");
    return new SpawnResult.Spawned(ref);
  }

  @Override
  public boolean adopt(RunId run, ProcessRef ref) {
    mortality.pass("adopt");
    boolean same = process(run).filter(process -> process.isStill(ref)).isPresent();
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
      trace.add(nanos(), "take over " + run + ": nothing is left");
      watch.tell(new KernelEvent.TreeEmpty(run));
      return Optional.empty();
    }
    trace.add(nanos(), "take over " + run);
    watch.begin(run);
    process.takenOverNanos = nanos();
    process.runningNanos = Long.MIN_VALUE;
    speech.takenOver(process);
    return process.alive ? Optional.of(process.ref) : Optional.empty();
  }

  @Override
  public Sighting look(Search search) {
    mortality.pass("before look");
    Sighting sighting = new SimFinder(processes, pidFiles, watch::watches).look(search);
    if (sighting instanceof Sighting.Found(var _, String how)) {
      trace.add(nanos(), search.run() + " goes on: " + how);
      watch.begin(search.run());
      prober.begins(search.run());
    }
    mortality.pass("after look");
    return sighting;
  }

  /// Somebody other than the daemon starts a process, which no run knows of.
  SimProcess foreign(LaunchPlan plan, Behaviour behaviour) {
    ProcessRef ref = new ProcessRef(nextPid++, nanos() / TICK_NANOS, "sim");
    SimProcess process = new SimProcess(plan, ref, behaviour, nanos());
    process.foreign = true;
    processes.add(process);
    life.beginsElsewhere(process);
    trace.add(nanos(), "somebody starts pid " + ref.pid());
    return process;
  }

  @Override
  public void signal(RunId run, Signal signal) {
    mortality.pass("signal");
    SimProcess process = processes.get(run);
    if (process == null || !watch.watches(run)) {
      return;
    }
    trace.add(nanos(), signal + " to " + run);
    asked(process);
    if (signal == Signal.ABRT) {
      watchdogWitness.accept(process);
    }
    if (signal == Signal.KILL) {
      life.kill(process);
    } else {
      life.hears(process, signal);
    }
  }

  @Override
  public void killTree(RunId run) {
    mortality.pass("killTree");
    SimProcess process = processes.get(run);
    if (process == null || !watch.watches(run)) {
      return;
    }
    trace.add(nanos(), "kill the tree of " + run);
    asked(process);
    watch.doom(run);
    life.kill(process);
  }

  private void asked(SimProcess process) {
    if (process.alive && !process.asked) {
      process.asked = true;
      endWitness.accept(process.plan);
    }
  }

  /// Hands something to the daemon.
  void tell(KernelEvent event) {
    watch.tell(event);
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
    life.tellOfTheBereft();
    clock.await(deadlineNanos, deadlineWall, () -> woken.get() || watch.hasNews());
    woken.set(false);
    return watch.take();
  }

  /// Plans something, by the time since the simulation began.
  void at(long atNanos, Runnable what) {
    clock.at(atNanos, what);
  }

  @Override
  public void wake() {
    woken.set(true);
  }

  @Override
  public void close() {
    watch.end();
  }
}
