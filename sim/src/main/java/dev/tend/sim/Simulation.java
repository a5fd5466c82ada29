package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selection;
import dev.tend.core.world.Selector;
import dev.tend.engine.Journal;
import dev.tend.engine.Kernel;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// One scenario, run: the production loop on a simulated machine, the invariants held against it
/// after every turn.
final class Simulation {
  private static final Actor OPERATOR = new Actor("the scenario");

  /// By then everything has come to rest: no pause and no deadline is half as long.
  private static final Duration CALM = Duration.ofMinutes(20);

  /// How often it is looked whether it has.
  private static final Duration LOOK = Duration.ofMinutes(1);

  /// What rests for so long, rests.
  private static final Duration REST = Duration.ofMinutes(3);

  /// A turn that leads to a turn at once, and so on, is a loop that burns a core.
  private static final int TURNS_PER_INSTANT_MAX = 200;

  private final Scenario scenario;
  private final Temper temper;
  private final SimKernel kernel;
  private final Kernel port;
  private final SimJournal journal;
  private final Journal memory;
  private final UnaryOperator<Configuration> file;
  private final SimOutput output;
  private final SimHistory history;
  private final Witness witness;
  private final CronWitness crons;
  private final Bounds bounds = new Bounds();
  private final SplittableRandom chance;
  private Configuration configuration;

  /// What comes back if what is in force does not stand its trial.
  private Optional<Configuration> trial = Optional.empty();

  /// The same of a trial that was asked for just now.
  private Optional<Configuration> coming = Optional.empty();

  private Loop loop;
  private long fed;
  private long callsBeforeCalm;
  private long instant;
  private int turnsThisInstant;
  private int strangers;

  Simulation(Scenario scenario, UnaryOperator<Kernel> port) {
    this(scenario, port, UnaryOperator.identity());
  }

  /// @param port what stands between the loop and the machine
  /// @param paper what stands between the loop and its durable memory
  Simulation(Scenario scenario, UnaryOperator<Kernel> port, UnaryOperator<Journal> paper) {
    this(scenario, port, paper, UnaryOperator.identity());
  }

  /// @param file what daemons take a configuration for
  Simulation(
      Scenario scenario,
      UnaryOperator<Kernel> port,
      UnaryOperator<Journal> paper,
      UnaryOperator<Configuration> file) {
    this.file = file;
    this.scenario = scenario;
    this.temper = new Temper(scenario.seed());
    this.kernel = new SimKernel(temper::of);
    this.journal = new SimJournal(kernel.mortality);
    this.memory = paper.apply(journal);
    this.output = new SimOutput(kernel.mortality);
    this.witness = new Witness(kernel, output, journal);
    this.crons = new CronWitness(kernel, journal);
    this.history = new SimHistory();
    this.chance = new SplittableRandom(scenario.seed());
    this.configuration = scenario.configuration();
    kernel.witness(plan -> {
      witness.spawning(plan);
      crons.spawning(plan);
    });
    kernel.watchdogWitness(witness::aborting);
    journal.reader(this::told);
    kernel.prober.script((ask, _) -> temper.reaction(ask));
    this.port = port.apply(kernel);
    this.loop = newLoop();
  }

  /// When the daemon dies, counted in calls from its very first one on, and when its successor
  /// does.
  void doom(long calls, long successors) {
    kernel.mortality.doom(calls, successors);
  }

  /// How many calls into ports there were before calm fell.
  long callsBeforeCalm() {
    return callsBeforeCalm;
  }

  String trace() {
    return kernel.trace.text();
  }

  /// Runs it all.
  ///
  /// @throws Violation if an invariant does not hold
  void run() {
    open();
    for (Act act : scenario.acts()) {
      perform(act);
    }
    callsBeforeCalm = kernel.mortality.calls();
    temper.calm();
    kernel.mortality.spare();
    for (CronSpec cron : configuration.crons()) {
      ask(new Request.Cron(cron.name(), Request.Cron.Order.SUSPEND, OPERATOR), Set.of());
    }
    comeToRest(new Calm(kernel, journal));
    history.checkEnd(kernel.processes());
    witness.hooks.checkEnd();
    witness.jobs.checkEnd(loop.snapshot());
    crons.checkEnd();
    new PidFileWitness(kernel.pidFiles).check(loop.snapshot(), configuration);
    stopAll();
  }

  private void comeToRest(Calm calm) {
    long last = kernel.nanos() + CALM.toNanos();
    while (kernel.nanos() < last && calm.unrest(loop.snapshot()).isPresent()) {
      pass(LOOK);
    }
    pass(REST);
    while (witness.dates.edgeNear()) {
      pass(Duration.ofMinutes(1));
    }
    calm.unrest(loop.snapshot())
        .ifPresent(what -> {
          throw new Violation(what);
        });
  }

  private Loop newLoop() {
    return new Loop(
        port,
        kernel,
        memory,
        history,
        output,
        chance::nextDouble,
        (where, defect) -> {
          throw defect instanceof Violation violation
              ? violation
              : new Violation("defect: " + where + ": " + defect);
        });
  }

  /// A new daemon on the old machine. It may die while it starts, and the next one starts.
  private void open() {
    while (true) {
      try {
        kernel.startUp();
        goBack();
        loop = newLoop();
        fed = loop.feed().origin();
        bounds.opening();
        witness.opening(configuration);
        crons.inForce(configuration.crons());
        loop.open(file.apply(configuration));
        turn();
        return;
      } catch (DaemonDied died) {
        buried(died);
      }
    }
  }

  private void buried(DaemonDied died) {
    kernel.trace.add(kernel.nanos(), "-- the daemon dies " + died.getMessage());
    kernel.forgetDaemon();
    output.close();
    look();
    witness.daemonDied();
    journal.open().values().stream()
        .filter(run -> run.kind() == RunKind.MAIN)
        .forEach(run -> witness.hooks.began(run.run(), run.instance()));
  }

  /// What a daemon noted last, nobody may have looked at.
  private void look() {
    witness.jobs.follow();
    crons.check();
    crons.daemonDied();
  }

  private void perform(Act act) {
    kernel.trace.add(kernel.nanos(), "-- " + act);
    switch (act) {
      case Act.Pass(Duration time) -> pass(time);
      case Act.Jump(Duration by) -> kernel.jump(by);
      case Act.Death(int calls) -> kernel.mortality.doom(calls);
      case Act.Meddle(InstanceId instance, Act.Meddling how) -> meddle(instance, how);
      case Act.Strike(InstanceId instance) -> strike(instance);
      case Act.Boot _ -> {
        kernel.boot();
        journal.boot();
        output.close();
        look();
        witness.daemonEnded();
        open();
      }
      case Act.Shutdown(boolean keep) -> {
        if (!keep) {
          witness.ending();
        }
        ask(new Request.Shutdown(keep, OPERATOR), Set.of());
        if (!keep) {
          pass(CALM);
        }
        if (loop.snapshot().ending()) {
          output.close();
          kernel.forgetDaemon();
          look();
          witness.daemonDied();
          open();
        }
      }
      case Act.Start(Selector what) -> {
        Set<InstanceId> meant = meant(what);
        witness.mayStart(meant);
        ask(new Request.Start(List.of(what), OPERATOR), meant);
      }
      case Act.Force(Selector what) -> {
        Set<InstanceId> meant = meant(what);
        witness.mayStart(meant);
        witness.dates.forced(meant);
        ask(new Request.Start(List.of(what), true, OPERATOR), meant);
      }
      case Act.Restart(Selector what) -> {
        Set<InstanceId> meant = meant(what);
        witness.mayStart(meant);
        ask(new Request.Restart(List.of(what), OPERATOR), meant);
      }
      case Act.Roll(Selector what, int atOnce) -> {
        Set<InstanceId> meant = meant(what);
        // What is up comes up again, and what it requires with it.
        witness.mayRoll(meant);
        // Jobs know no rolling restart: they begin anew.
        witness.mayStart(witness.workers(meant));
        bounds.mayRoll(meant, atOnce, false);
        Reply reply = ask(new Request.Roll(List.of(what), atOnce, OPERATOR), Set.of());
        bounds.mayRoll(meant, atOnce, reply instanceof Reply.Done);
      }
      case Act.Stop(Selector what) -> {
        Set<InstanceId> meant = meant(what);
        if (ask(new Request.Stop(List.of(what), OPERATOR), meant) instanceof Reply.Done) {
          witness.stopped(meant);
        }
      }
      case Act.Scale(UnitName unit, int instances) -> {
        boolean fits = configuration.units().containsKey(unit);
        if (fits) {
          witness.scaled(unit, instances);
          witness.mayPull(unit);
          ask(new Request.Scale(unit, instances, OPERATOR), Set.of());
        }
      }
      case Act.Job(UnitName job, var verb) -> {
        Set<InstanceId> meant = Set.of(new InstanceId(job, 1));
        witness.mayStart(meant);
        ask(new Request.OfJob(job, verb, OPERATOR), meant);
      }
      case Act.Cron(UnitName cron, var order) ->
          ask(new Request.Cron(cron, order, OPERATOR), Set.of());
      case Act.Hasten _ -> ask(new Request.Hasten(OPERATOR), Set.of());
      case Act.Reload(Configuration next, Optional<Duration> watch) -> {
        coming = watch.map(_ -> configuration);
        witness.replaces(next, watch.isPresent());
        crons.replaces(watch.isPresent());
        putInForce(next);
        Reply reply =
            ask(new Request.Reload(file.apply(next), Optional.empty(), watch, OPERATOR), Set.of());
        if (coming.isPresent() && reply instanceof Reply.Reloaded) {
          trial = coming;
        }
        coming = Optional.empty();
      }
    }
  }

  private void putInForce(Configuration next) {
    witness.inForce(next);
    crons.inForce(next.crons());
    bounds.inForce(next);
    next.units().values().stream()
        .map(UnitSpec::each)
        .forEach(spec ->
            spec.update().atOnce().ifPresent(atOnce -> bounds.mayUpdate(spec.name(), atOnce)));
    configuration = next;
  }

  /// Called with what a turn tells of, before any of it is done.
  private void told(Entry entry) {
    witness.told(entry);
    if (entry.type().equals("watched")) {
      trial = Optional.empty();
    }
    if (entry.type().equals("went_back")) {
      Configuration before = coming.or(() -> trial).orElseThrow();
      coming = Optional.empty();
      trial = Optional.empty();
      comesBack(before);
    }
  }

  /// What a trial removed is there again, as it stood.
  private void comesBack(Configuration before) {
    crons.comesBack();
    putInForce(before);
    witness.cameBack();
  }

  /// What a daemon tried when it died did not stand its trial, whatever became of it.
  private void goBack() {
    Optional<Configuration> before = coming.or(() -> trial);
    coming = Optional.empty();
    trial = Optional.empty();
    before.ifPresent(this::comesBack);
  }

  private Set<InstanceId> meant(Selector what) {
    TreeMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    for (InstanceView view : loop.snapshot().instances()) {
      units.computeIfAbsent(view.id().unit(), _ -> new ArrayList<>()).add(view.id());
    }
    for (JobView job : loop.snapshot().jobs()) {
      // What is left of one may be no instance at all.
      units.computeIfAbsent(job.name(), name -> List.of(new InstanceId(name, 1)));
    }
    return new TreeSet<>(new Selection(units, configuration.groups()).find(what).orElse(List.of()));
  }

  private void meddle(InstanceId instance, Act.Meddling how) {
    String path = Scenarist.OWN_PID_FILE.of(instance);
    switch (how) {
      case LIVING -> {
        Command command = new Command(List.of("/bin/elsewhere"));
        LaunchPlan plan =
            new LaunchPlan(
                new RunId("elsewhere-" + ++strangers),
                RunKind.MAIN,
                new InstanceId(new UnitName("elsewhere"), 1),
                Launch.of(command),
                LogRule.DEFAULT);
        Behaviour stranger =
            Behaviour.healthy()
                .ending(new Exit.Code(7), Duration.ofSeconds(strangers * 5L).toNanos());
        kernel.pidFiles.put(path, kernel.foreign(plan, stranger).ref.pid());
      }
      case DEAD -> kernel.pidFiles.put(path, 1);
      case GARBAGE -> kernel.pidFiles.put(path, SimPidFiles.GARBAGE);
    }
  }

  private void strike(InstanceId instance) {
    for (SimProcess process : kernel.processes(instance)) {
      if (process.alive) {
        kernel.strike(process);
      }
    }
  }

  /// The answer, or a refusal if the daemon died before it gave one. A request whose answer nobody
  /// heard may have been taken or not.
  private Reply ask(Request request, Set<InstanceId> unsure) {
    witness.asked(request);
    crons.asked();
    CompletableFuture<Reply> answer = loop.submit(request).toCompletableFuture();
    try {
      turn();
    } catch (DaemonDied died) {
      buried(died);
      if (!answer.isDone()) {
        witness.mayStart(unsure);
      }
      open();
    }
    return answer.getNow(new Reply.Refused(Reply.Reason.CONFLICT, "the daemon died", ""));
  }

  private void pass(Duration time) {
    long until = kernel.nanos() + time.toNanos();
    kernel.horizon(until);
    while (kernel.nanos() < until || busy()) {
      try {
        if (!turn()) {
          break;
        }
      } catch (DaemonDied died) {
        buried(died);
        open();
      }
    }
    kernel.horizon(Long.MAX_VALUE);
  }

  /// Whether the last turn left something to be done at this very instant.
  private boolean busy() {
    return turnsThisInstant < 3;
  }

  private boolean turn() {
    boolean more = loop.turn();
    if (kernel.nanos() == instant) {
      turnsThisInstant++;
      if (turnsThisInstant > TURNS_PER_INSTANT_MAX) {
        throw new Violation("idle: the loop turns and turns");
      }
    } else {
      instant = kernel.nanos();
      turnsThisInstant = 0;
    }
    var batch = loop.feed().after(fed);
    fed = loop.snapshot().position();
    batch.entries().forEach(entry -> kernel.trace.add(kernel.nanos(), () -> line(entry)));
    witness.check(loop.snapshot(), batch.entries());
    crons.check();
    bounds.check(loop.snapshot());
    return more;
  }

  private static String line(Entry entry) {
    String whom = entry.instance().map(InstanceId::toString).orElse("daemon");
    return "   " + whom + " " + entry.type() + ": " + entry.cause().sentence();
  }

  /// Everything can be stopped in the end.
  private void stopAll() {
    kernel.trace.add(kernel.nanos(), "-- the end");
    ask(new Request.Shutdown(false, OPERATOR), Set.of());
    pass(CALM);
    for (SimProcess process : kernel.processes()) {
      if (process.treeAlive() && !process.foreign) {
        throw new Violation("8: " + process.plan.run() + " survives the shutdown");
      }
    }
  }
}
