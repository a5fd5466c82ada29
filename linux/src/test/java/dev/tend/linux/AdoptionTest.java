package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Kernel.SpawnResult.Spawned;
import dev.tend.engine.KernelEvent.TreeEmpty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of an earlier daemon: their processes are other people's children. Here they are those of a
/// shell, which stands for whoever inherited them.
final class AdoptionTest {

  @TempDir private Path folder;
  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theExitCodeOfAStrangerArrives() {
    ProcessRef process = childOfAShell("sleep 0.3; exit 42", "; wait");
    RunId run = new RunId("adopted-code");

    boolean adopted = stage.adopt(run, process);

    assertThat(adopted).isTrue();
    assertThat(stage.end(run)).isEqualTo(new Exit.Code(42));
  }

  @Test
  void theExitOfAStrangerArrivesThoughItsParentNeverReapsIt() {
    ProcessRef process = childOfAShell("sleep 0.3; exit 43", "; exec sleep 300");
    RunId run = new RunId("adopted-zombie");

    stage.adopt(run, process);

    assertThat(stage.end(run)).isEqualTo(new Exit.Code(43));
  }

  @Test
  void aStrangerIsKilledWithItsTree() {
    RunId run = new RunId("adopted-tree-" + System.nanoTime());
    ProcessRef process =
        childOfAShell("TEND_RUN=" + run + " setsid sleep 300 & exec sleep 301", "; wait");

    stage.adopt(run, process);
    stage.kernel().killTree(run);

    assertThat(stage.end(run)).isEqualTo(new Exit.Signalled(Signal.KILL.number(), false));
  }

  @Test
  void whatIsLeftOfAGoneStrangerIsKilledByItsName() {
    RunId run = new RunId("adopted-gone-" + System.nanoTime());
    ProcessRef main =
        childOfAShell("TEND_RUN=" + run + " setsid sleep 300 & exit 0", "; wait; exec sleep 302");
    stage.until(() -> !Files.exists(Path.of("/proc/" + main.pid())));

    boolean adopted = stage.adopt(run, main);
    stage.kernel().killTree(run);
    stage.until(() -> stage.seen().contains(new TreeEmpty(run)));

    assertThat(adopted).isFalse();
    assertThat(stage.seen()).hasSize(1);
  }

  @Test
  void aChildOfOursIsAdoptedLikeAnyOther() {
    LaunchPlan plan = Plans.command("sleep", "300");
    ProcessRef process;
    try (LinuxKernel earlier = new LinuxKernel(System.getenv(), "/none", new DiscardedStreams())) {
      process = ((Spawned) earlier.spawn(plan)).process();
    }

    boolean adopted = stage.adopt(plan.run(), process);
    stage.kernel().signal(plan.run(), Signal.TERM);

    assertThat(adopted).isTrue();
    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Signalled(Signal.TERM.number(), false));
  }

  /// A process in a session of its own below a shell of ours that goes on with `then`.
  private ProcessRef childOfAShell(String script, String then) {
    LaunchPlan shell =
        new Plans(folder)
            .script(
                "unset TEND_RUN; setsid sh -c 'cat /proc/$$/stat > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"; "
                    + script
                    + "' & "
                    + ":"
                    + then);
    stage.spawn(shell);
    stage.until(() -> Files.exists(Plans.mark(shell)));
    try {
      String text = Files.readString(Plans.mark(shell));
      int pid = Integer.parseInt(text.substring(0, text.indexOf(' ')));
      ProcStat stat = ProcStat.parse(pid, text);
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return new ProcessRef(pid, stat.startTicks(), boot);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
