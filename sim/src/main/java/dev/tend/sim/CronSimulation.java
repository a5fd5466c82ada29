package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Loop;
import dev.tend.sim.CronScenario.Act;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A seed with cron jobs in it: the production loop on a machine whose clock is set at random,
/// whose daemons die and whose runs last longer than they should, and [CronWitness] beside it.
final class CronSimulation implements SimDaemons.Onlooker {
  private static final Actor OPERATOR = new Actor("the scenario");

  private final CronScenario scenario;
  private final SplittableRandom lives;
  private final SimKernel kernel;
  private final CronWitness witness;
  private final SimDaemons daemons;
  private boolean calm;

  private CronSimulation(CronScenario scenario) {
    this.scenario = scenario;
    this.lives = new SplittableRandom(~scenario.seed());
    this.kernel = new SimKernel(_ -> behaviour());
    SimJournal journal = new SimJournal(kernel.mortality);
    SimOutput output = new SimOutput(kernel.mortality);
    SimHistory history = new SimHistory();
    this.witness = new CronWitness(kernel, journal);
    witness.inForce(scenario.specs());
    kernel.witness(witness::spawning);
    this.daemons =
        new SimDaemons(
            kernel,
            journal,
            output,
            () ->
                new Loop(
                    kernel,
                    kernel,
                    journal,
                    history,
                    output,
                    () -> 0.5,
                    (where, defect) -> {
                      throw Violation.of(where, defect);
                    }),
            this);
  }

  /// Why a seed fails, with what is left of its scenario; empty if it holds.
  static Optional<String> failure(long seed) {
    CronScenario scenario = CronScenario.of(seed);
    if (broken(scenario).isEmpty()) {
      return Optional.empty();
    }
    CronScenario small = Shrinking.shrink(scenario, fewer -> broken(fewer).isPresent());
    CronSimulation last = new CronSimulation(small);
    String why = Violation.of(last::run).map(Throwable::toString).orElse("it does not fail again");
    return Optional.of(why + "\n\n" + small.text() + "\n\n" + last.kernel.trace.text());
  }

  /// How many firings a seed serves: a scenario in which nothing fires would prove nothing.
  static int firings(long seed) {
    CronSimulation simulation = new CronSimulation(CronScenario.of(seed));
    simulation.run();
    return simulation.witness.served();
  }

  private static Optional<RuntimeException> broken(CronScenario scenario) {
    return Violation.of(new CronSimulation(scenario)::run);
  }

  private Behaviour behaviour() {
    Behaviour healthy = Behaviour.healthy();
    if (calm) {
      return healthy.ending(new Exit.Code(0), Duration.ofSeconds(1).toNanos());
    }
    Exit exit = lives.nextInt(4) == 0 ? new Exit.Code(1) : new Exit.Code(0);
    long life =
        Duration.ofSeconds(1 + lives.nextInt(lives.nextInt(3) == 0 ? 9_000 : 300)).toNanos();
    Behaviour mortal = healthy.ending(exit, life);
    return switch (lives.nextInt(12)) {
      case 0 -> healthy.refused("ENOENT");
      case 1 -> mortal.deaf();
      case 2 -> mortal.slow(Duration.ofSeconds(3).toNanos());
      case 3 -> mortal.leavingAChild(Duration.ofSeconds(lives.nextInt(100)).toNanos());
      default -> mortal;
    };
  }

  private void run() {
    daemons.open();
    scenario.acts().forEach(this::perform);
    kernel.mortality.spare();
    calm = true;
    for (int i = 0; i < scenario.specs().size(); i++) {
      tell(new Act.Tell(i, Request.Cron.Order.SUSPEND));
    }
    daemons.pass(Duration.ofHours(6));
    witness.checkEnd();
    ask(new Request.Shutdown(false, OPERATOR));
    daemons.pass(Duration.ofMinutes(20));
    for (SimProcess process : kernel.processes()) {
      if (process.treeAlive()) {
        throw new Violation("8: " + process.plan.run() + " survives the shutdown");
      }
    }
  }

  private void perform(Act act) {
    kernel.trace.add(kernel.nanos(), () -> "-- " + act);
    switch (act) {
      case Act.Pass(Duration time) -> daemons.pass(time);
      case Act.Jump(Duration by) -> {
        kernel.jump(by);
        daemons.pass(Duration.ofMillis(1));
      }
      case Act.Death(int calls) -> kernel.mortality.doom(calls);
      case Act.Boot _ -> daemons.boot();
      case Act.Shutdown(boolean keep) -> {
        ask(new Request.Shutdown(keep, OPERATOR));
        daemons.pass(Duration.ofMinutes(5));
        daemons.reopenIfEnded();
      }
      case Act.Tell tell -> tell(tell);
      case Act.Strike _ -> {
        for (SimProcess process : kernel.processes()) {
          if (process.alive) {
            kernel.strike(process);
          }
        }
      }
    }
  }

  private void tell(Act.Tell tell) {
    ask(new Request.Cron(scenario.specs().get(tell.which()).name(), tell.verb(), OPERATOR));
  }

  private void ask(Request request) {
    daemons.ask(request, () -> {});
  }

  @Override
  public Configuration opening() {
    return Configuration.of(scenario.specs().toArray(UnitSpec[]::new));
  }

  @Override
  public void asking(Request request) {
    // What is asked for is seen in what the cron jobs note.
  }

  @Override
  public void turned(Snapshot snapshot, List<Entry> entries) {
    witness.check();
  }

  @Override
  public void gone(SimDaemons.End end) {
    witness.check();
    witness.daemonDied();
  }
}
