package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.Clock;
import dev.tend.engine.Feed;
import dev.tend.engine.Kernel;
import dev.tend.engine.Output;
import dev.tend.sim.KernelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract of the port, on the kernel of this machine.
final class LinuxKernelContractTest extends KernelContract {

  @TempDir private Path folder;
  private Optional<OutputRig> rig = Optional.empty();

  @Override
  protected Kernel open() {
    return new LinuxKernel(System.getenv(), "/none", new KeptOnceOpen());
  }

  @AfterEach
  void closeOutput() {
    rig.ifPresent(OutputRig::close);
  }

  @Override
  protected LaunchPlan writesThatItIsReady() {
    OutputRig opened = new OutputRig(folder.resolve("output"));
    opened.output().open(OutputRig.WEB, LogRule.DEFAULT);
    rig = Optional.of(opened);
    return Plans.readyBy(
        new Readiness.Line("ready at [0-9]+"),
        plans().script(": > \"$MARK\"; echo not yet; echo ready at 80; exec sleep 300"));
  }

  /// Most claims are about processes that write nothing.
  private final class KeptOnceOpen implements Streams {
    private final Streams none = new DiscardedStreams();

    private Streams present() {
      return rig.<Streams>map(OutputRig::output).orElse(none);
    }

    @Override
    public StreamPaths of(Writer writer) {
      return present().of(writer);
    }

    @Override
    public void giveTo(Writer writer, int uid, int gid) {
      present().giveTo(writer, uid, gid);
    }

    @Override
    public List<LogStart> starts(Writer writer) {
      return present().starts(writer);
    }

    @Override
    public Feed.Subscription onGrowth(Writer writer, Output.Stream stream, Runnable grown) {
      return present().onGrowth(writer, stream, grown);
    }
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
