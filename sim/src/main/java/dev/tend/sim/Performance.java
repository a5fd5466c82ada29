package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selection;
import dev.tend.core.world.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Does to a simulated machine and its daemons what the acts of a scenario say, and tells the
/// witnesses what follows from each.
final class Performance {
  static final Actor OPERATOR = new Actor("the scenario");

  /// By then a daemon that is to end has ended: no pause and no deadline is half as long.
  static final Duration CALM = Duration.ofMinutes(20);

  private final SimKernel kernel;
  private final SimDaemons daemons;
  private final SimTrial trial;
  private final Witness witness;
  private final Bounds bounds;
  private final UnaryOperator<Configuration> file;
  private int strangers;

  /// @param file what daemons take a configuration for
  Performance(
      SimKernel kernel,
      SimDaemons daemons,
      SimTrial trial,
      Witness witness,
      Bounds bounds,
      UnaryOperator<Configuration> file) {
    this.kernel = kernel;
    this.daemons = daemons;
    this.trial = trial;
    this.witness = witness;
    this.bounds = bounds;
    this.file = file;
  }

  void perform(Act act) {
    kernel.trace.add(kernel.nanos(), "-- " + act);
    switch (act) {
      case Act.Pass(Duration time) -> daemons.pass(time);
      case Act.Jump(Duration by) -> kernel.jump(by);
      case Act.Death(int calls) -> kernel.mortality.doom(calls);
      case Act.Meddle(InstanceId instance, Act.Meddling how) -> meddle(instance, how);
      case Act.Strike(InstanceId instance) -> strike(instance);
      case Act.Boot _ -> daemons.boot();
      case Act.Shutdown(boolean keep) -> shutDown(keep);
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
      case Act.Roll(Selector what, int atOnce) -> roll(what, atOnce);
      case Act.Stop(Selector what) -> {
        Set<InstanceId> meant = meant(what);
        if (ask(new Request.Stop(List.of(what), OPERATOR), meant) instanceof Reply.Done) {
          witness.stopped(meant);
        }
      }
      case Act.Scale(UnitName unit, int instances) -> {
        if (trial.configuration().units().containsKey(unit)) {
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
        trial.asking(next, watch.isPresent());
        trial.answered(
            ask(new Request.Reload(file.apply(next), Optional.empty(), watch, OPERATOR), Set.of()));
      }
    }
  }

  private void shutDown(boolean keep) {
    if (!keep) {
      witness.ending();
    }
    ask(new Request.Shutdown(keep, OPERATOR), Set.of());
    if (!keep) {
      daemons.pass(CALM);
    }
    daemons.reopenIfEnded();
  }

  private void roll(Selector what, int atOnce) {
    Set<InstanceId> meant = meant(what);
    // What is up comes up again, and what it requires with it.
    witness.mayRoll(meant);
    // Jobs know no rolling restart: they begin anew.
    witness.mayStart(witness.workers(meant));
    bounds.mayRoll(meant, atOnce, false);
    Reply reply = ask(new Request.Roll(List.of(what), atOnce, OPERATOR), Set.of());
    bounds.mayRoll(meant, atOnce, reply instanceof Reply.Done);
  }

  /// @param unsure those of whom nobody knows what becomes if the daemon dies before it answers
  private Reply ask(Request request, Set<InstanceId> unsure) {
    return daemons.ask(request, () -> witness.mayStart(unsure));
  }

  private Set<InstanceId> meant(Selector what) {
    TreeMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    for (InstanceView view : daemons.snapshot().instances()) {
      units.computeIfAbsent(view.id().unit(), _ -> new ArrayList<>()).add(view.id());
    }
    for (JobView job : daemons.snapshot().jobs()) {
      // What is left of one may be no instance at all.
      units.computeIfAbsent(job.name(), name -> List.of(new InstanceId(name, 1)));
    }
    Selection selection = new Selection(units, trial.configuration().groups());
    return new TreeSet<>(selection.find(what).orElse(List.of()));
  }

  private void meddle(InstanceId instance, Act.Meddling how) {
    String path = Scenarist.OWN_PID_FILE.of(instance);
    switch (how) {
      case LIVING -> kernel.pidFiles.put(path, stranger().ref.pid());
      case DEAD -> kernel.pidFiles.put(path, 1);
      case GARBAGE -> kernel.pidFiles.put(path, SimPidFiles.GARBAGE);
    }
  }

  /// A process that somebody else starts, each one for longer than the one before it.
  private SimProcess stranger() {
    Command command = new Command(List.of("/bin/elsewhere"));
    LaunchPlan plan =
        new LaunchPlan(
            new RunId("elsewhere-" + ++strangers),
            RunKind.MAIN,
            new InstanceId(new UnitName("elsewhere"), 1),
            Launch.of(command),
            LogRule.DEFAULT);
    long life = Duration.ofSeconds(strangers * 5L).toNanos();
    return kernel.foreign(plan, Behaviour.healthy().ending(new Exit.Code(7), life));
  }

  private void strike(InstanceId instance) {
    for (SimProcess process : kernel.processes(instance)) {
      if (process.alive) {
        kernel.strike(process);
      }
    }
  }
}
