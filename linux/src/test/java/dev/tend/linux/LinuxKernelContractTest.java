package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.sim.KernelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract of the port, on the kernel of this machine.
final class LinuxKernelContractTest extends KernelContract {

  @TempDir private Path folder;

  @Override
  protected Kernel open() {
    return new LinuxKernel(System.getenv(), "/none", new DiscardedStreams());
  }

  @Override
  protected Clock clock() {
    return new LinuxClock();
  }

  @Override
  protected LaunchPlan exits(int code) {
    return plans().script(": > \"$MARK\"; exit " + code);
  }

  @Override
  protected LaunchPlan sleepsForever() {
    return plans().script(": > \"$MARK\"; exec sleep 300");
  }

  @Override
  protected LaunchPlan ignoresTerm() {
    return plans().script("trap '' TERM; : > \"$MARK\"; exec sleep 300");
  }

  @Override
  protected LaunchPlan hasAChildInItsGroup() {
    return plans().script("sleep 300 & : > \"$MARK\"; wait");
  }

  @Override
  protected LaunchPlan hasAChildInItsOwnSession() {
    return plans().script("setsid sh -c ': > \"$MARK\"; exec sleep 300' & wait");
  }

  @Override
  protected LaunchPlan leavesAChildBehind() {
    return plans().script("setsid sh -c ': > \"$MARK\"; exec sleep 300' & exit 0");
  }

  @Override
  protected LaunchPlan daemonises() {
    String daemon = "echo $$ > " + pidFile() + "; : > \"$MARK\"; exec sleep 300";
    return plans().script("setsid sh -c '" + daemon + "' & exit 0");
  }

  @Override
  protected String pidFile() {
    return folder.resolve("unit.pid").toString();
  }

  @Override
  protected int startsElsewhere() {
    try {
      return (int) new ProcessBuilder("sleep", "300").start().pid();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  protected LaunchPlan cannotBeExecuted() {
    return Plans.command("/nowhere/web");
  }

  @Override
  protected void untilUnderWay(LaunchPlan plan) {
    Plans.untilUnderWay(plan);
  }

  private Plans plans() {
    return new Plans(folder);
  }
}
