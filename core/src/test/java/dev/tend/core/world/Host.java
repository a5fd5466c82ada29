package dev.tend.core.world;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.cron.CronState;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Plan;
import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.time.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A world on a machine that does at once as it is told, unless a test makes it deaf or refuse; it
/// notes what starts and ends, in order: `db.1 starts`, `db.1 gets TERM`, `db.1 is killed`.
public final class Host {
  private static final Actor ROOT = new Actor("root");
  private static final ProcessRef PROCESS = new ProcessRef(4711, 1, "boot");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final World world;
  private final Map<RunId, LaunchPlan> alive = new LinkedHashMap<>();

  /// Those of them of which only what the main process left behind is alive.
  private final Set<RunId> leftovers = new HashSet<>();

  private final SortedMap<RunId, LaunchPlan> open = new TreeMap<>();
  private final SortedMap<InstanceId, Cause.Asked> heldDown = new TreeMap<>();
  private final Set<UnitName> deaf = new HashSet<>();
  private final Set<UnitName> undying = new HashSet<>();
  private final Set<UnitName> refused = new HashSet<>();
  private Optional<SpawnFault> fault = Optional.empty();
  private final Map<InstanceId, ProcessRef> pidFiles = new LinkedHashMap<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<RunEnd> ends = new ArrayList<>();
  private final SortedMap<InstanceId, Standing> standings = new TreeMap<>();
  private final SortedMap<UnitName, CronState> crons = new TreeMap<>();
  private final SortedMap<UnitName, JobState> jobs = new TreeMap<>();
  private final List<String> defects = new ArrayList<>();
  private Duration passed;
  private long alarmNanos;
  private Instant alarmWall = Instant.MAX;
  private Duration set;
  private boolean finished;
  private int pids = 100;
  private int stepsLeft = Integer.MAX_VALUE;
  private Consumer<LaunchPlan> starts = _ -> {};

  private Host(Configuration configuration, Recovered recovered, Duration passed, Duration set) {
    this.passed = passed;
    this.set = set;
    world = new World(now(), () -> 0.5, (id, defect) -> defects.add(id + ": " + defect));
    world.open(configuration, recovered, 0);
  }

  /// A daemon that has just started: nothing has happened yet.
  public static Host opening(Recovered recovered, UnitSpec... specs) {
    return new Host(Configuration.of(specs), recovered, Duration.ofHours(1), Duration.ZERO);
  }

  /// A daemon that has just started, with all of a configuration.
  static Host opening(Configuration configuration) {
    return new Host(configuration, Recovered.NOTHING, Duration.ofHours(1), Duration.ZERO);
  }

  /// A daemon that started all that it could, and then had a quiet minute.
  public static Host with(UnitSpec... specs) {
    Host host = opening(Recovered.NOTHING, specs).turn().passes(Duration.ofMinutes(1));
    host.log.clear();
    return host;
  }

  /// The next daemon on this machine, after this one was killed, with one turn behind it.
  Host successor(UnitSpec... specs) {
    return successor(false, specs);
  }

  /// The next daemon after a boot of this machine, with one turn behind it.
  Host afterReboot(UnitSpec... specs) {
    return successor(true, specs);
  }

  /// Whoever spends the last of its steps is dead: what a turn noted and did until then is all.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// From now on a note or an effect is a step, and after so many it dies before the next.
  void diesAfter(int steps) {
    stepsLeft = steps;
  }

  private void step() {
    if (stepsLeft-- == 0) {
      throw new Died();
    }
  }

  /// Is shown what is about to be started.
  void watching(Consumer<LaunchPlan> watcher) {
    starts = watcher;
  }

  /// The instances of a unit whose main process is alive.
  List<String> running(String unit) {
    return alive.values().stream()
        .filter(plan -> plan.kind() == RunKind.MAIN && !leftovers.contains(plan.run()))
        .map(plan -> plan.instance().toString())
        .filter(id -> id.startsWith(unit + "."))
        .sorted()
        .toList();
  }

  /// How far the job has come, as the next daemon would find it.
  JobState noted(String job) {
    return Objects.requireNonNull(jobs.get(new UnitName(job)));
  }

  /// The kernel says of runs that ended unseen that nothing of them is left.
  void buriesTheDead() {
    List<RunId> dead = open.keySet().stream().filter(run -> !alive.containsKey(run)).toList();
    dead.forEach(run -> happens(run, new Event.TreeEmpty(run)));
  }

  /// The next daemon with all of a configuration.
  Host successor(Configuration configuration) {
    return successor(false, configuration);
  }

  Host afterReboot(Configuration configuration) {
    return successor(true, configuration);
  }

  private Host successor(boolean rebooted, UnitSpec... specs) {
    return successor(rebooted, Configuration.of(specs));
  }

  private Host successor(boolean rebooted, Configuration configuration) {
    return heir(rebooted, configuration).turn();
  }

  /// The next daemon on this machine, before its first turn.
  Host heir(boolean rebooted, Configuration configuration) {
    List<Recovered.Run> runs = new ArrayList<>();
    List<Recovered.Lost> lost = new ArrayList<>();
    open.forEach((run, plan) -> {
      boolean lives = alive.containsKey(run) && !leftovers.contains(run);
      Optional<ProcessRef> process = lives ? Optional.of(PROCESS) : Optional.empty();
      if (rebooted) {
        lost.add(new Recovered.Lost(run, plan.instance()));
      } else {
        runs.add(new Recovered.Run(run, plan.kind(), plan.instance(), process));
      }
    });
    SortedMap<UnitName, Recovered.Job> known = new TreeMap<>();
    jobs.forEach((job, state) -> known.put(job, new Recovered.Job(state, rebooted)));
    Recovered left =
        new Recovered(
            runs,
            lost,
            rebooted ? new TreeMap<>() : standings,
            heldDown,
            rebooted,
            List.of(),
            known,
            crons,
            rebooted ? "boot-2" : "boot-1");
    // Names of runs hold the moment of the daemon's start.
    Host next = new Host(configuration, left, passed.plusMillis(1), set);
    next.crons.putAll(crons);
    next.open.putAll(open);
    next.jobs.putAll(jobs);
    next.heldDown.putAll(heldDown);
    if (!rebooted) {
      next.alive.putAll(alive);
      next.leftovers.addAll(leftovers);
      next.standings.putAll(standings);
    }
    return next;
  }

  /// The main process of the instance ends by itself, and no daemon sees it.
  Host endsUnseen(String instance) {
    RunId run = view(instance).run().orElseThrow();
    alive.remove(run);
    return this;
  }

  /// Units that do not end when they are asked to.
  public Host deaf(String... units) {
    Arrays.stream(units).map(UnitName::new).forEach(deaf::add);
    return this;
  }

  /// Units that even a kill does not end, until a test lets them.
  Host undying(String... units) {
    deaf(units);
    Arrays.stream(units).map(UnitName::new).forEach(undying::add);
    return this;
  }

  /// Units whose program is not there.
  public Host withoutProgram(String... units) {
    refused.clear();
    Arrays.stream(units).map(UnitName::new).forEach(refused::add);
    return this;
  }

  /// The same for another reason.
  Host refusing(SpawnFault why, String... units) {
    fault = Optional.of(why);
    return withoutProgram(units);
  }

  /// The prober answers the latest question about the instance.
  Host probed(String instance, Finding finding) {
    AskId latest =
        effects.stream()
            .flatMap(effect ->
                effect instanceof Effect.Ask(AskId ask, var _, var _)
                    ? Stream.of(ask)
                    : Stream.<AskId>empty())
            .filter(ask -> ask.instance().equals(id(instance)))
            .reduce((_, last) -> last)
            .orElseThrow();
    answers.add(() -> world.answered(latest, finding));
    return turn();
  }

  /// The process of the instance says something of itself.
  Host says(String instance, Notice notice) {
    RunId run = view(instance).run().orElseThrow();
    return happens(run, new Event.Told(run, notice));
  }

  /// Applies these on trial for so long.
  Reply apply(Duration watch, UnitSpec... specs) {
    return asks(
        new Request.Reload(Configuration.of(specs), Optional.empty(), Optional.of(watch), ROOT));
  }

  /// A service with every default that requires others to be ready.
  public static ServiceSpec service(String name, String... requires) {
    return ServiceSpec.of(name, "bin/" + name)
        .withEdges(Arrays.stream(requires).map(UnitName::new).map(Edge.Requires::ready).toList());
  }

  /// A service that requires another to have come so far.
  static ServiceSpec service(String name, Until until, String required) {
    return ServiceSpec.of(name, "bin/" + name)
        .withEdges(List.of(new Edge.Requires(new UnitName(required), until)));
  }

  public Reply start(String... what) {
    return asks(new Request.Start(selectors(what), ROOT));
  }

  Reply forceStart(String... what) {
    return asks(new Request.Start(selectors(what), true, ROOT));
  }

  public Reply stop(String... what) {
    return asks(new Request.Stop(selectors(what), ROOT));
  }

  Reply stop(Duration patience, String... what) {
    return asks(new Request.Stop(selectors(what), Optional.of(patience), ROOT));
  }

  Reply restart(String... what) {
    return asks(new Request.Restart(selectors(what), ROOT));
  }

  Reply roll(int atOnce, String... what) {
    return asks(new Request.Roll(selectors(what), atOnce, ROOT));
  }

  /// The process of the instance says that it is ready.
  Host saysReady(String instance) {
    RunId run = view(instance).run().orElseThrow();
    return happens(run, new Event.BecameReady(run, "it said so"));
  }

  public Reply scale(String unit, int instances) {
    return asks(new Request.Scale(new UnitName(unit), instances, ROOT));
  }

  Reply reload(UnitSpec... specs) {
    return asks(new Request.Reload(Configuration.of(specs), ROOT));
  }

  /// The main process of the instance has ended in the turn in which these are put on trial.
  void endsAsTried(String instance, Exit exit, Duration watch, UnitSpec... specs) {
    RunId run = view(instance).run().orElseThrow();
    alive.remove(run);
    world.begin(now());
    world.occur(run, new Event.Exited(run, exit, true));
    world.ask(
        new Request.Reload(Configuration.of(specs), Optional.empty(), Optional.of(watch), ROOT));
    finish();
    turns();
  }

  /// One configuration after the other, all in one turn.
  void reloads(Configuration... each) {
    world.begin(now());
    Arrays.stream(each).forEach(next -> world.ask(new Request.Reload(next, ROOT)));
    finish();
    turns();
  }

  /// What these would change.
  Plan plan(UnitSpec... specs) {
    world.begin(now());
    Reply reply = world.ask(new Request.Rehearse(Configuration.of(specs), ROOT));
    return ((Reply.Planned) reply).plan();
  }

  /// Carries out the plan of that base.
  Reply apply(String base, UnitSpec... specs) {
    return asks(
        new Request.Reload(Configuration.of(specs), Optional.of(base), Optional.empty(), ROOT));
  }

  /// Puts a configuration on trial.
  Reply tries(Configuration next, Duration watch) {
    return asks(new Request.Reload(next, Optional.empty(), Optional.of(watch), ROOT));
  }

  /// When the world wants to be woken, on the monotonic clock.
  long alarmNanos() {
    return alarmNanos;
  }

  Reply job(String name, Request.OfJob.Verb verb) {
    return asks(new Request.OfJob(new UnitName(name), verb, ROOT));
  }

  JobState job(String name) {
    return snapshot().job(new UnitName(name)).orElseThrow().state();
  }

  /// What the process of the instance was started with.
  LaunchPlan mainPlan(String instance) {
    return Objects.requireNonNull(alive.get(view(instance).run().orElseThrow()));
  }

  Reply shutdown(boolean keep) {
    return asks(new Request.Shutdown(keep, ROOT));
  }

  Reply hasten() {
    return asks(new Request.Hasten(ROOT));
  }

  private Reply asks(Request request) {
    world.begin(now());
    Reply reply = world.ask(request);
    finish();
    turns();
    return reply;
  }

  /// The main process of the instance ends by itself.
  public Host ends(String instance, Exit exit) {
    RunId run = view(instance).run().orElseThrow();
    alive.remove(run);
    return happens(run, new Event.Exited(run, exit, true));
  }

  /// The main process of the instance ends by itself, and something that it started lives on.
  Host leaves(String instance, Exit exit) {
    RunId run = view(instance).run().orElseThrow();
    leftovers.add(run);
    return happens(run, new Event.Exited(run, exit, false));
  }

  /// The newest command beside the instance that is alive.
  RunId command(String instance) {
    return alive.entrySet().stream()
        .filter(each -> each.getValue().kind() != RunKind.MAIN)
        .filter(each -> each.getValue().instance().equals(id(instance)))
        .reduce((_, last) -> last)
        .orElseThrow()
        .getKey();
  }

  /// The newest command beside the instance ends by itself.
  Host commandEnds(String instance, int code) {
    RunId run = command(instance);
    alive.remove(run);
    return happens(run, new Event.Exited(run, new Exit.Code(code), true));
  }

  /// The newest command beside the instance ends, and leaves something behind.
  Host commandLeavesSomething(String instance, int code) {
    RunId run = command(instance);
    return happens(run, new Event.Exited(run, new Exit.Code(code), false));
  }

  /// The kernel tells something of a run.
  Host happens(RunId run, Event event) {
    answers.add(() -> world.occur(run, event));
    return turn();
  }

  /// Lets time pass, and what is due happen at its time.
  public Host passes(Duration time) {
    Duration end = passed.plus(time);
    while (dueNanos() <= end.toNanos()) {
      passed = Duration.ofNanos(Math.max(dueNanos(), passed.toNanos()));
      turn();
    }
    passed = end;
    return this;
  }

  private long dueNanos() {
    return alarmWall.equals(Instant.MAX)
        ? alarmNanos
        : Math.min(alarmNanos, Duration.between(NOON.plus(set), alarmWall).toNanos());
  }

  /// Somebody sets the clock.
  Host clockIsSet(Duration by) {
    set = set.plus(by);
    world.clockSet();
    return turn();
  }

  /// Nobody lives for so long.
  void downtime(Duration time) {
    passed = passed.plus(time);
  }

  Reply cron(Request.Cron.Order order, String name) {
    return asks(new Request.Cron(new UnitName(name), order, ROOT));
  }

  CronView cron(String name) {
    return Objects.requireNonNull(world.snapshot().crons().get(new UnitName(name)));
  }

  /// Lets go of what was noted for a test to look at. How many objects the world holds on to.
  int reach() {
    return Reach.of(world);
  }

  void forget() {
    List.of(log, effects, notes, entries, ends).forEach(List::clear);
  }

  /// Time passes in which no daemon lives.
  Host sleeps(Duration time) {
    passed = passed.plus(time);
    return this;
  }

  /// Lets time pass until a moment of the day.
  Host until(String moment) {
    return passes(Duration.between(now().wall(), Instant.parse(moment)));
  }

  /// One turn, and those that follow from it.
  public Host turn() {
    world.begin(now());
    List<Runnable> told = List.copyOf(answers);
    answers.clear();
    told.forEach(Runnable::run);
    finish();
    return turns();
  }

  private Host turns() {
    return answers.isEmpty() ? this : turn();
  }

  private void finish() {
    Outcome outcome = world.finish();
    notes.addAll(outcome.notes());
    outcome.notes().forEach(this::write);
    entries.addAll(outcome.entries());
    ends.addAll(outcome.ends());
    effects.addAll(outcome.effects());
    outcome.effects().forEach(this::perform);
    alarmNanos = outcome.alarmNanos();
    alarmWall = outcome.alarmWall();
    finished = outcome.finished();
  }

  private void write(Note note) {
    step();
    switch (note) {
      case Note.Stands(InstanceId instance, Standing standing) -> standings.put(instance, standing);
      case Note.Crons(var changed, var gone) -> {
        crons.putAll(changed);
        crons.keySet().removeAll(gone);
      }
      case Note.HeldDown(var instances) -> {
        heldDown.clear();
        heldDown.putAll(instances);
      }
      case Note.JobStands(UnitName job, JobState state) -> jobs.put(job, state);
      case Note.JobGone(UnitName job) -> jobs.remove(job);
    }
  }

  private void perform(Effect effect) {
    step();
    switch (effect) {
      case Effect.Spawn(LaunchPlan plan) -> spawn(plan);
      case Effect.SignalRun(RunId run, Signal signal) -> signal(run, signal);
      case Effect.KillTree(RunId run) -> kill(run);
      case Effect.Forget(RunId run) -> open.remove(run);
      case Effect.Retire(InstanceId instance) -> standings.remove(instance);
      case Effect.Look(Search search, boolean _) -> look(search);
      case Effect.Ask _,
          Effect.Unask _,
          Effect.WritePid _,
          Effect.ErasePid _,
          Effect.OpenOutput _,
          Effect.Discard _,
          Effect.Moved _ -> {}
    }
  }

  private void spawn(LaunchPlan plan) {
    RunId run = plan.run();
    starts.accept(plan);
    open.put(run, plan);
    log.add(plan.instance() + " " + doing(plan));
    if (refused.contains(plan.instance().unit())) {
      String program = plan.launch().command().program();
      SpawnFault why = fault.orElse(new SpawnFault("execve", "ENOENT", program, ""));
      answers.add(() -> world.occur(run, new Event.SpawnRefused(run, why)));
      return;
    }
    alive.put(run, plan);
    ProcessRef process = new ProcessRef(pids++, 1, "boot");
    answers.add(() -> world.occur(run, new Event.Spawned(run, process)));
  }

  /// `starts`, `runs its command`, or for a hook `runs pre_start migrate`.
  private static String doing(LaunchPlan plan) {
    SortedMap<String, String> env = plan.launch().env();
    if (plan.kind() == RunKind.MAIN) {
      return "starts";
    }
    return env.containsKey("TEND_HOOK")
        ? "runs " + env.get("TEND_PHASE") + " " + env.get("TEND_HOOK")
        : "runs its command";
  }

  /// What the newest command beside the instance was started with.
  LaunchPlan plan(String instance) {
    return Objects.requireNonNull(alive.get(command(instance)));
  }

  private void look(Search search) {
    RunId run = search.run();
    ProcessRef process = pidFiles.get(search.instance());
    if (process == null) {
      answers.add(() -> world.occur(run, new Event.NotFound(run, List.of())));
      return;
    }
    Launch foreign = Launch.of(new Command(List.of("bin/foreign")));
    alive.put(run, new LaunchPlan(run, RunKind.MAIN, search.instance(), foreign, LogRule.DEFAULT));
    String how = "its pid file names pid " + process.pid();
    answers.add(() -> world.occur(run, new Event.Found(run, process, how)));
  }

  /// From now on the pid file of the instance names a living process.
  Host pidFileNames(String instance, int pid) {
    pidFiles.put(id(instance), new ProcessRef(pid, 1, "boot"));
    return this;
  }

  private void signal(RunId run, Signal signal) {
    LaunchPlan plan = alive.get(run);
    if (plan != null && deaf.contains(plan.instance().unit())) {
      log.add(plan.instance() + " ignores " + signal);
    } else {
      die(run, "gets " + signal, signal);
    }
  }

  private void kill(RunId run) {
    LaunchPlan plan = alive.get(run);
    if (plan != null && undying.contains(plan.instance().unit())) {
      log.add(plan.instance() + " survives a kill");
    } else {
      die(run, "is killed", Signal.KILL);
    }
  }

  private void die(RunId run, String how, Signal signal) {
    LaunchPlan plan = alive.remove(run);
    if (plan != null) {
      String hook = plan.launch().env().get("TEND_HOOK");
      log.add(plan.instance() + (hook == null ? " " : " " + hook + " ") + how);
      Exit exit = new Exit.Signalled(signal.number(), false);
      Event event =
          leftovers.remove(run) ? new Event.TreeEmpty(run) : new Event.Exited(run, exit, true);
      answers.add(() -> world.occur(run, event));
    }
  }

  /// What started and ended since the last look.
  List<String> log() {
    List<String> taken = List.copyOf(log);
    log.clear();
    return taken;
  }

  List<Effect> effects() {
    return effects;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Note> notes() {
    return notes;
  }

  List<RunEnd> ends() {
    return ends;
  }

  List<String> defects() {
    return defects;
  }

  boolean finished() {
    return finished;
  }

  public Snapshot snapshot() {
    return world.snapshot();
  }

  public InstanceView view(String instance) {
    return snapshot().find(id(instance)).orElseThrow();
  }

  StateName state(String instance) {
    return view(instance).state();
  }

  /// Every instance with its state: `db.1 running`.
  List<String> states() {
    return snapshot().instances().stream()
        .map(view -> view.id() + " " + view.state().text())
        .toList();
  }

  public Moment now() {
    return new Moment(NOON.plus(passed).plus(set), passed.toNanos());
  }

  public static InstanceId id(String instance) {
    int dot = instance.lastIndexOf('.');
    return new InstanceId(
        new UnitName(instance.substring(0, dot)), Integer.parseInt(instance.substring(dot + 1)));
  }

  private static List<Selector> selectors(String... what) {
    return Arrays.stream(what).map(Selector::parse).toList();
  }
}
