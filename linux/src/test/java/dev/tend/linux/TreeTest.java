package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Signal;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the processes that a process starts, however they try to get away.
final class TreeTest {

  @TempDir private Path folder;
  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aDaemonThatForksTwiceAndLeavesTheSessionIsFoundByItsName() {
    LaunchPlan plan = spawned("setsid sh -c 'setsid sh -c \"" + saysQuoted() + "\" &' & exit 0");
    stage.exit(plan.run());
    int survivor = said(plan);

    stage.kernel().killTree(plan.run());
    stage.end(plan.run());

    assertThat(isAlive(survivor)).isFalse();
  }

  @Test
  void oneThatWipedItsEnvironmentIsFoundByItsSession() {
    LaunchPlan plan = spawned("env -i MARK=\"$MARK\" sh -c '" + says() + "' & exit 0");
    stage.exit(plan.run());
    int survivor = said(plan);

    stage.kernel().killTree(plan.run());
    stage.end(plan.run());

    assertThat(isAlive(survivor)).isFalse();
  }

  @Test
  void oneThatWipedItsEnvironmentAndLeftTheSessionIsFoundByDescent() {
    LaunchPlan plan =
        spawned("env -i MARK=\"$MARK\" PATH=\"$PATH\" setsid sh -c '" + says() + "' & wait");
    int survivor = said(plan);

    stage.kernel().signal(plan.run(), Signal.TERM);
    stage.exit(plan.run());
    assertThat(isAlive(survivor)).isTrue();
    stage.kernel().killTree(plan.run());
    stage.end(plan.run());

    assertThat(isAlive(survivor)).isFalse();
  }

  @Test
  void whoGotASignalWithTheGroupDoesNotGetItTwice() throws IOException {
    String counts =
        "trap \"echo TERM >> $MARK.seen\" TERM; while :; do sleep 0.05; : > $MARK.beat; done";
    String both = "until [ -e $MARK ] && [ -e $MARK.beat ]; do sleep 0.01; done";
    LaunchPlan plan =
        spawned(
            "sh -c '%s' & setsid sh -c '%s' & %s; : > $MARK.go; exec sleep 300"
                .formatted(counts, says(), both));
    int apart = said(plan);
    stage.until(() -> Files.exists(beside(plan, ".go")));

    stage.kernel().signal(plan.run(), Signal.TERM);
    stage.exit(plan.run());
    assertThat(isAlive(apart)).isTrue();
    stage.kernel().signal(plan.run(), Signal.TERM);
    stage.until(() -> !isAlive(apart));
    // By the second time it has done what it had to do about a signal.
    for (int beats = 0; beats < 2; beats++) {
      Files.deleteIfExists(beside(plan, ".beat"));
      stage.until(() -> Files.exists(beside(plan, ".beat")));
    }

    assertThat(beside(plan, ".seen")).hasContent("TERM");
  }

  private static Path beside(LaunchPlan plan, String ending) {
    return Path.of(Plans.mark(plan) + ending);
  }

  @Test
  void whatIsBelowASurvivorIsKilledWithIt() {
    LaunchPlan plan = spawned("setsid sh -c 'sh -c \"" + saysQuoted() + "\" & wait' & exit 0");
    stage.exit(plan.run());
    int below = said(plan);

    stage.kernel().killTree(plan.run());
    stage.end(plan.run());

    assertThat(isAlive(below)).isFalse();
  }

  @Test
  void theTreeEmptiesWhenTheLastSurvivorEndsByItself() {
    LaunchPlan plan = new Plans(folder).script("setsid sleep 0.2 & exit 4");

    stage.spawn(plan);

    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Code(4));
    assertThat(stage.seen()).hasSize(2);
  }

  @Test
  void aTreeOfOneProcessIsEmptyInTheBatchOfItsExit() {
    LaunchPlan plan = Plans.command("sleep", "300");
    stage.spawn(plan);
    stage.kernel().killTree(plan.run());

    var batch = stage.kernel().await(Long.MAX_VALUE);
    stage.seen().addAll(batch);

    assertThat(batch)
        .extracting(KernelEvent::getClass)
        .containsExactly(KernelEvent.Exited.class, KernelEvent.TreeEmpty.class);
  }

  @Test
  void anOrphanThatNobodyWatchesIsReaped() {
    LaunchPlan plan =
        spawned("(sh -c 'echo $$ > \"$MARK.new\"; mv \"$MARK.new\" \"$MARK\"' &); exec sleep 300");
    int orphan = said(plan);

    stage.until(() -> !Files.exists(Path.of("/proc/" + orphan)));

    assertThat(stage.seen()).isEmpty();
  }

  @Test
  void aServiceKilledAHundredTimesLeavesNoDescriptorBehind() {
    runAndKill();
    long before = descriptors();

    for (int i = 0; i < 100; i++) {
      runAndKill();
    }

    assertThat(descriptors()).isEqualTo(before);
    assertThat(stage.seen()).hasSize(2 * 101);
  }

  @Test
  void aClosedKernelLeavesNoDescriptorBehind() {
    new Stage().close();
    long before = descriptors();

    try (Stage other = new Stage()) {
      other.spawn(Plans.command("sleep", "300"));
    }

    assertThat(descriptors()).isEqualTo(before);
  }

  private void runAndKill() {
    LaunchPlan plan = Plans.command("sleep", "300");
    stage.spawn(plan);
    stage.kernel().killTree(plan.run());
    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Signalled(9, false));
  }

  private LaunchPlan spawned(String script) {
    LaunchPlan plan = new Plans(folder).script(script);
    stage.spawn(plan);
    return plan;
  }

  /// A piece of script that says its pid and stays.
  private static String says() {
    return "echo $$ > $MARK.new; mv $MARK.new $MARK; exec sleep 300";
  }

  /// The same, for a place between double quotes.
  private static String saysQuoted() {
    return says().replace("$", "\\$");
  }

  private int said(LaunchPlan plan) {
    stage.until(() -> Files.exists(Plans.mark(plan)));
    try {
      return Integer.parseInt(Files.readString(Plans.mark(plan)).strip());
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static boolean isAlive(int pid) {
    return Files.exists(Path.of("/proc/" + pid));
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
