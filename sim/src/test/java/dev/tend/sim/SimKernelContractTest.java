package dev.tend.sim;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Signs;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The contract of the port, on the machine in memory.
final class SimKernelContractTest extends KernelContract {
  private static final Behaviour QUIET = Behaviour.healthy().readyAfter(Optional.empty());
  private static final long SOON = Duration.ofMillis(2).toNanos();
  private static final long LONG = Duration.ofHours(1).toNanos();

  private final Map<RunId, Behaviour> behaviours = new HashMap<>();
  private final SimKernel machine =
      new SimKernel(plan -> behaviours.getOrDefault(plan.run(), QUIET));

  @Override
  protected Kernel open() {
    return machine;
  }

  @Override
  protected Clock openClock() {
    return machine;
  }

  @Override
  public LaunchPlan exits(int code) {
    return plan(QUIET.ending(new Exit.Code(code), SOON));
  }

  @Override
  public LaunchPlan sleepsForever() {
    return plan(QUIET);
  }

  @Override
  public LaunchPlan ignoresTerm() {
    return plan(QUIET.deaf());
  }

  @Override
  public LaunchPlan hasAChildInItsGroup() {
    return plan(QUIET.leavingAChild(0));
  }

  @Override
  public LaunchPlan hasAChildInItsOwnSession() {
    return plan(QUIET.leavingAChild(LONG));
  }

  @Override
  public LaunchPlan writesThatItIsReady() {
    LaunchPlan plan = plan(QUIET.readyAfter(Optional.of(SOON)));
    Signs signs = new Signs(new Readiness.Line("ready"), Optional.empty());
    return new LaunchPlan(
        plan.run(), plan.kind(), plan.writer(), plan.launch(), plan.log(), signs, false);
  }

  @Override
  public LaunchPlan leavesAChildBehind() {
    return plan(QUIET.ending(new Exit.Code(0), SOON).leavingAChild(LONG));
  }

  @Override
  public LaunchPlan daemonises() {
    return plan(QUIET.daemonising(SOON, LONG, new Behaviour.PidNote(pidFile(), SOON)));
  }

  @Override
  public String pidFile() {
    return "/run/unit.pid";
  }

  @Override
  public int startsElsewhere() {
    return machine.foreign(plan(QUIET), QUIET).ref.pid();
  }

  @Override
  public LaunchPlan saysItIsReady() {
    Behaviour.Talk status = Behaviour.Talk.GOOD.saying("serving", SOON);
    return plan(QUIET.readyAfter(Optional.of(SOON)).talking(status), new Readiness.Notify());
  }

  @Override
  public LaunchPlan speaksAndExits(int code) {
    Behaviour.Talk status = Behaviour.Talk.GOOD.saying("leaving", SOON);
    return plan(
        QUIET.ending(new Exit.Code(code), 2 * SOON).talking(status), new Readiness.Notify());
  }

  @Override
  public LaunchPlan namesItsChild() {
    Behaviour.Talk moving = Behaviour.Talk.GOOD.moving(SOON);
    return plan(QUIET.leavingAChild(LONG).talking(moving), new Readiness.Notify());
  }

  @Override
  public LaunchPlan writesANewline() {
    return plan(QUIET.readyAfter(Optional.of(SOON)), new Readiness.Descriptor(3));
  }

  @Override
  public LaunchPlan closesItsDescriptor() {
    return plan(QUIET.talking(Behaviour.Talk.GOOD.closing(SOON)), new Readiness.Descriptor(3));
  }

  @Override
  public LaunchPlan exitsBeforeItsNewline(int code) {
    return plan(QUIET.ending(new Exit.Code(code), SOON), new Readiness.Descriptor(3));
  }

  @Override
  public LaunchPlan cannotBeExecuted() {
    return plan(QUIET.refused("ENOENT"));
  }

  private LaunchPlan plan(Behaviour behaviour) {
    return plan(behaviour, Readiness.UPTIME);
  }

  private LaunchPlan plan(Behaviour behaviour, Readiness readiness) {
    int number = behaviours.size() + 1;
    RunId run = new RunId("run-" + number);
    behaviours.put(run, behaviour);
    return new LaunchPlan(
        run,
        RunKind.MAIN,
        Writer.of(new InstanceId(new UnitName("unit"), number)),
        Launch.of(new Command(List.of("bin/unit"))),
        LogRule.DEFAULT,
        new Signs(readiness, Optional.empty()),
        false);
  }
}
