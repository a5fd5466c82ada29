package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.Search;
import dev.tend.core.process.Signs;
import dev.tend.core.process.Trail;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the process that a command began as to the one that its pid file names.
final class FollowTest {

  private static final Follow GIVEN = new Follow.GivenFile();

  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void begin() {
    stage =
        new Stage(
            new LinuxKernel(
                System.getenv(),
                "/run/tend.sock",
                new DiscardedStreams(),
                Optional.of(folder),
                (_, _) -> {}));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void itsOwnFileIsNotThereWhenTheCommandStarts() throws IOException {
    Files.createDirectories(given().resolveSibling(""));
    Files.writeString(given(), ProcessHandle.current().pid() + "\n");
    LaunchPlan plan = plan(GIVEN, "test ! -e $TEND_PID_FILE || exit 3; exit 4");

    stage.spawn(plan);

    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Code(4));
  }

  @Test
  void aChildIsFollowedWhileItsCommandLivesAndItsEndIsTold() throws IOException {
    Path go = folder.resolve("go");
    LaunchPlan plan =
        plan(
            GIVEN,
            "(until test -e "
                + go
                + "; do sleep 0.01; done; exit 7) & echo $! >$TEND_PID_FILE; wait; sleep 300");
    ProcessRef launcher = stage.spawn(plan);

    Sighting.Found found = untilFound(GIVEN, plan, launcher);
    assertThat(found.process().pid()).isEqualTo(named());
    assertThat(found.how()).isEqualTo(given() + " names pid " + named());
    Files.createFile(go);

    assertThat(stage.exit(plan.run())).isEqualTo(new Exit.Code(7));
    stage.kernel().killTree(plan.run());
    stage.end(plan.run());
    assertThat(stage.seen()).filteredOn(KernelEvent.Exited.class::isInstance).hasSize(1);
  }

  /// What such a command leaves need not be of its tree, as the process of a container is not.
  @Test
  void whoIsNamedNeedNotBeOfItsTree() throws IOException {
    LaunchPlan plan =
        plan(
            GIVEN,
            "until test -s "
                + folder
                + "/pid-of-other; do sleep 0.01; done;"
                + " cat "
                + folder
                + "/pid-of-other >$TEND_PID_FILE");
    ProcessRef launcher = stage.spawn(plan);
    Process other = new ProcessBuilder("sh", "-c", "exec sleep 300").start();
    Files.writeString(folder.resolve("pid-of-other"), other.pid() + "\n");

    stage.exit(plan.run());
    assertThat(stage.seen()).doesNotContain(new KernelEvent.TreeEmpty(plan.run()));
    Sighting.Found found = untilFound(GIVEN, plan, launcher);

    assertThat(found.process().pid()).isEqualTo((int) other.pid());
    stage.kernel().killTree(plan.run());
    stage.end(plan.run());
    assertThat(other.onExit().join().isAlive()).isFalse();
  }

  /// A file of an earlier boot, or start, whose number somebody else has by now.
  @Test
  void whoIsOlderThanTheCommandIsNotFollowed() throws IOException {
    Process stranger = new ProcessBuilder("sleep", "300").start();
    Path file = folder.resolve("web.pid");
    Follow follow = new Follow.PidFile(new InstancePath(file.toString()));
    LaunchPlan plan = plan(follow, "test $TEND_PID_FILE = " + file + " && sleep 300");
    ProcessRef launcher = stage.spawn(plan);
    Files.writeString(file, stranger.pid() + "\n");

    ProcessRef younger =
        new ProcessRef(launcher.pid(), launcher.startTicks() + 1_000, launcher.bootId());
    Sighting sighting = look(follow, plan, younger);

    assertThat(sighting)
        .isEqualTo(
            new Sighting.Nothing(
                List.of(
                    file
                        + " names pid "
                        + stranger.pid()
                        + ", which started before its command did")));
    stranger.destroyForcibly();
  }

  @Test
  void whoBelongsToAnotherRunIsNotFollowed() throws IOException {
    LaunchPlan other = plan(GIVEN, "exec sleep 300");
    int pid = stage.spawn(other).pid();
    LaunchPlan plan = plan(GIVEN, "sleep 300");
    ProcessRef launcher = stage.spawn(plan);
    Files.writeString(given(), pid + "\n");

    assertThat(look(GIVEN, plan, launcher))
        .isEqualTo(
            new Sighting.Nothing(
                List.of(
                    "%s names pid %d, which belongs to run %s of %s"
                        .formatted(given(), pid, other.run(), other.instance()))));
  }

  @Test
  void whatNobodyIsLeftOfIsTold() {
    LaunchPlan plan = plan(GIVEN, "exit 0");
    stage.spawn(plan);

    assertThat(stage.end(plan.run())).isEqualTo(new Exit.Code(0));
  }

  private LaunchPlan plan(Follow follow, String script) {
    LaunchPlan plan = Plans.of(Launch.of(new Command(List.of("/bin/sh", "-c", script))));
    Signs signs = new Signs(Readiness.UPTIME, Optional.empty(), Optional.of(follow));
    return new LaunchPlan(
        plan.run(), plan.kind(), plan.writer(), plan.launch(), plan.log(), signs, false);
  }

  private Sighting.Found untilFound(Follow follow, LaunchPlan plan, ProcessRef launcher) {
    Sighting.Found[] found = new Sighting.Found[1];
    stage.until(() -> {
      if (look(follow, plan, launcher) instanceof Sighting.Found now) {
        found[0] = now;
      }
      return found[0] != null;
    });
    return found[0];
  }

  private Sighting look(Follow follow, LaunchPlan plan, ProcessRef launcher) {
    return stage
        .kernel()
        .look(new Search(plan.run(), plan.instance(), new Trail(follow, launcher)));
  }

  private Path given() {
    return folder.resolve("pid").resolve("web.1");
  }

  private int named() throws IOException {
    return Integer.parseInt(Files.readString(given()).strip());
  }
}
