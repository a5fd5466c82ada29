package dev.tend.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Signs;
import dev.tend.core.process.Writer;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.Clock;
import dev.tend.engine.Feed;
import dev.tend.engine.Kernel;
import dev.tend.engine.Output;
import dev.tend.sim.KernelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract of the port, on the kernel of this machine.
final class LinuxKernelContractTest extends KernelContract {

  @TempDir private Path folder;
  private Optional<OutputRig> rig = Optional.empty();

  @Override
  protected Kernel open() {
    return new LinuxKernel(
        System.getenv(), "/none", new KeptOnceOpen(), Optional.of(folder), (_, _) -> {});
  }

  @AfterEach
  void closeOutput() {
    rig.ifPresent(OutputRig::close);
  }

  @Override
  public LaunchPlan writesThatItIsReady() {
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
  protected Clock openClock() {
    return new LinuxClock();
  }

  @Override
  public LaunchPlan exits(int code) {
    return plans().script(": > \"$MARK\"; exit " + code);
  }

  @Override
  public LaunchPlan sleepsForever() {
    return plans().script(": > \"$MARK\"; exec sleep 300");
  }

  @Override
  public LaunchPlan ignoresTerm() {
    return plans().script("trap '' TERM; : > \"$MARK\"; exec sleep 300");
  }

  @Override
  public LaunchPlan hasAChildInItsGroup() {
    return plans().script("sleep 300 & : > \"$MARK\"; wait");
  }

  @Override
  public LaunchPlan hasAChildInItsOwnSession() {
    return plans().script("setsid sh -c ': > \"$MARK\"; exec sleep 300' & wait");
  }

  @Override
  public LaunchPlan leavesAChildBehind() {
    return plans().script("setsid sh -c ': > \"$MARK\"; exec sleep 300' & exit 0");
  }

  @Override
  public LaunchPlan daemonises() {
    String daemon = "echo $$ > " + pidFile() + "; : > \"$MARK\"; exec sleep 300";
    return plans().script("setsid sh -c '" + daemon + "' & exit 0");
  }

  @Override
  public String pidFile() {
    return folder.resolve("unit.pid").toString();
  }

  @Override
  public int startsElsewhere() {
    try {
      return (int) new ProcessBuilder("sleep", "300").start().pid();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public LaunchPlan saysItIsReady() {
    return speaking("say('READY=1\\nSTATUS=serving'); mark(); signal.pause()");
  }

  @Override
  public LaunchPlan speaksAndExits(int code) {
    return speaking("say('STATUS=leaving'); mark(); sys.exit(" + code + ")");
  }

  @Override
  public LaunchPlan namesItsChild() {
    return speaking(
        """
        child = os.fork()
        if child == 0:
            os.setsid()
            mark()
            signal.pause()
        while not os.path.exists(os.environ['MARK']):
            time.sleep(0.01)
        say('MAINPID=%d' % child)
        signal.pause()
        """);
  }

  /// `say` sends one message.
  private LaunchPlan speaking(String python) {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "there is no python3 here");
    String prelude =
        """
        import os, signal, socket, sys, time
        def mark():
            open(os.environ['MARK'], 'w').close()
        def say(text):
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.sendto(text.encode(), os.environ['NOTIFY_SOCKET'])
        """;
    LaunchPlan plan = plans().script("exec python3 -c \"$PROGRAM\"");
    SortedMap<String, String> env = new TreeMap<>(plan.launch().env());
    env.put("PROGRAM", prelude + python);
    return showing(
        new Readiness.Notify(),
        Plans.of(new Launch(plan.launch().command(), Optional.empty(), Optional.empty(), env)));
  }

  @Override
  public LaunchPlan writesANewline() {
    return promising("echo >&3; : > \"$MARK\"; exec sleep 300");
  }

  @Override
  public LaunchPlan closesItsDescriptor() {
    return promising("exec 3>&-; : > \"$MARK\"; exec sleep 300");
  }

  @Override
  public LaunchPlan exitsBeforeItsNewline(int code) {
    return promising(": > \"$MARK\"; exit " + code);
  }

  private LaunchPlan promising(String script) {
    return showing(new Readiness.Descriptor(3), plans().script(script));
  }

  private static LaunchPlan showing(Readiness readiness, LaunchPlan plan) {
    return new LaunchPlan(
        plan.run(),
        plan.kind(),
        plan.writer(),
        plan.launch(),
        plan.log(),
        new Signs(readiness, Optional.empty()),
        false);
  }

  @Override
  public LaunchPlan cannotBeExecuted() {
    return Plans.command("/nowhere/web");
  }

  @Override
  public void untilUnderWay(LaunchPlan plan) {
    Plans.untilUnderWay(plan);
  }

  private Plans plans() {
    return new Plans(folder);
  }
}
