package dev.tend.sim;

import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Journal;
import dev.tend.engine.Kernel;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// One scenario, run: the production loop on a simulated machine, the invariants held against it
/// after every turn.
final class Simulation implements SimDaemons.Onlooker, SimTrial.Onlooker {
  /// How often it is looked whether it has.
  private static final Duration LOOK = Duration.ofMinutes(1);

  /// What rests for so long, rests.
  private static final Duration REST = Duration.ofMinutes(3);

  private final Scenario scenario;
  private final Temper temper;
  private final SimKernel kernel;
  private final SimJournal journal;
  private final UnaryOperator<Configuration> file;
  private final SimHistory history;
  private final Witness witness;
  private final CronWitness crons;
  private final Bounds bounds = new Bounds();
  private final SimTrial trial;
  private final SimDaemons daemons;
  private final Performance performance;
  private long callsBeforeCalm;

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
    SimOutput output = new SimOutput(kernel.mortality);
    this.witness = new Witness(kernel, output, journal);
    this.crons = new CronWitness(kernel, journal);
    this.history = new SimHistory();
    this.trial = new SimTrial(scenario.configuration(), this);
    kernel.witness(plan -> {
      witness.spawning(plan);
      crons.spawning(plan);
    });
    kernel.watchdogWitness(witness::aborting);
    journal.reader(entry -> {
      witness.told(entry);
      trial.told(entry);
    });
    kernel.prober.script((ask, _) -> temper.reaction(ask));
    Journal memory = paper.apply(journal);
    Kernel machine = port.apply(kernel);
    SplittableRandom chance = new SplittableRandom(scenario.seed());
    this.daemons =
        new SimDaemons(
            kernel,
            journal,
            output,
            () ->
                new Loop(
                    machine,
                    kernel,
                    memory,
                    history,
                    output,
                    chance::nextDouble,
                    (where, defect) -> {
                      throw Violation.of(where, defect);
                    }),
            this);
    this.performance = new Performance(kernel, daemons, trial, witness, bounds, file);
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
    daemons.open();
    scenario.acts().forEach(performance::perform);
    callsBeforeCalm = kernel.mortality.calls();
    temper.calm();
    kernel.mortality.spare();
    for (CronSpec cron : trial.configuration().crons()) {
      ask(new Request.Cron(cron.name(), Request.Cron.Order.SUSPEND, Performance.OPERATOR));
    }
    comeToRest(new Calm(kernel, journal));
    history.checkEnd(kernel.processes());
    witness.hooks.checkEnd();
    witness.jobs.checkEnd(daemons.snapshot());
    crons.checkEnd();
    new PidFileWitness(kernel.pidFiles).check(daemons.snapshot(), trial.configuration());
    stopAll();
  }

  private void comeToRest(Calm calm) {
    long last = kernel.nanos() + Performance.CALM.toNanos();
    while (kernel.nanos() < last && calm.unrest(daemons.snapshot()).isPresent()) {
      daemons.pass(LOOK);
    }
    daemons.pass(REST);
    while (witness.dates.edgeNear()) {
      daemons.pass(Duration.ofMinutes(1));
    }
    calm.unrest(daemons.snapshot())
        .ifPresent(what -> {
          throw new Violation(what);
        });
  }

  @Override
  public Configuration opening() {
    trial.goBack();
    bounds.opening();
    witness.opening(trial.configuration());
    crons.inForce(trial.configuration().crons());
    return file.apply(trial.configuration());
  }

  @Override
  public void asking(Request request) {
    witness.asked(request);
    crons.asked();
  }

  @Override
  public void turned(Snapshot snapshot, List<Entry> entries) {
    witness.check(snapshot, entries);
    crons.check();
    bounds.check(snapshot);
  }

  @Override
  public void gone(SimDaemons.End end) {
    // What it noted last, nobody may have looked at.
    witness.jobs.lastLook();
    crons.check();
    crons.daemonDied();
    switch (end) {
      case BOOTED -> witness.daemonEnded();
      case ENDED -> witness.daemonDied();
      case DIED -> {
        witness.daemonDied();
        journal.open().values().stream()
            .filter(run -> run.kind() == RunKind.MAIN)
            .forEach(run -> witness.hooks.began(run.run(), run.instance()));
      }
    }
  }

  @Override
  public void replaces(Configuration next, boolean watched) {
    witness.replaces(next, watched);
    crons.replaces(watched);
  }

  @Override
  public void comesBack(Configuration before) {
    crons.comesBack();
    inForce(before);
    witness.cameBack();
  }

  @Override
  public void inForce(Configuration next) {
    witness.inForce(next);
    crons.inForce(next.crons());
    bounds.inForce(next);
    next.units().values().stream()
        .map(UnitSpec::each)
        .forEach(spec ->
            spec.update().atOnce().ifPresent(atOnce -> bounds.mayUpdate(spec.name(), atOnce)));
  }

  private void ask(Request request) {
    daemons.ask(request, () -> {});
  }

  /// Everything can be stopped in the end.
  private void stopAll() {
    kernel.trace.add(kernel.nanos(), "-- the end");
    ask(new Request.Shutdown(false, Performance.OPERATOR));
    daemons.pass(Performance.CALM);
    for (SimProcess process : kernel.processes()) {
      if (process.treeAlive() && !process.foreign) {
        throw new Violation("8: " + process.plan.run() + " survives the shutdown");
      }
    }
  }
}
