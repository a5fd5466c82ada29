package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the next daemon finds, and what it makes of it.
class ProcessScenariosSurvivalTest {

  /// Each start leaves a line in `starts`.
  private static final String THREE =
      """
      [service.web]
      command = ["sh", "-c", "echo $TEND_UNIT.$TEND_INSTANCE >>starts; exec sleep 300"]
      instances = 2

      [service.db]
      command = ["sh", "-c", "echo $TEND_UNIT.$TEND_INSTANCE >>starts; exec sleep 300"]
      """;

  private static final List<String> INSTANCES = List.of("web.1", "web.2", "db.1");

  /// B-23: what an operator stopped is not started again because the daemon was.
  @Test
  void aStopByTheOperatorSurvivesTheDaemon(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, THREE)) {
      tend.lookout().awaitState("db", "running");
      tend.run("stop", "db", "--wait", "20s");
      tend.end();

      tend.serveAgain();

      Lookout lookout = tend.lookout();
      lookout.awaitState("web.1", "running");
      assertThat(lookout.status("db").state()).isEqualTo("stopped");
      assertThat(lookout.status("db").target()).isEqualTo("down");
      assertThat(tend.run("start", "db", "--wait", "20s").exit()).isZero();
    }
  }

  @Test
  void aShutdownThatKeepsLeavesTheProcessesToTheNextDaemon(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, THREE)) {
      List<Integer> before = awaitAll(tend.lookout());

      assertThat(tend.run("shutdown", "--keep").exit()).isZero();
      Ran ended = tend.awaitEnd();
      assertThat(ended.exit()).isZero();
      assertThat(before).allMatch(pid -> new Proc(pid).isAlive());
      tend.serveAgain();

      assertAdopted(tend, folder, before);
    }
  }

  @Test
  void onExitKeepHoldsForSignalsToo(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, "[daemon]\non_exit = \"keep\"\n" + THREE)) {
      List<Integer> before = awaitAll(tend.lookout());

      assertThat(tend.end().exit()).isZero();
      assertThat(before).allMatch(pid -> new Proc(pid).isAlive());
      tend.serveAgain();

      assertAdopted(tend, folder, before);
      // Only so does closing the scenario find nothing left.
      tend.run("stop", "*", "--wait", "20s");
    }
  }

  /// B-04 and B-06: nothing is orphaned, and each instance is found again as itself.
  @Test
  void aDaemonThatWasKilledLosesNoProcess(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, THREE)) {
      List<Integer> before = awaitAll(tend.lookout());

      tend.killDaemon();
      tend.serveAgain();

      assertAdopted(tend, folder, before);
      assertThat(tend.run("stop", "web.1", "--wait", "20s").exit()).isZero();
      // It is no child of this daemon: who reads its end is init.
      new Proc(before.getFirst()).awaitGone();
    }
  }

  @Test
  void whatDiedWhileNoDaemonLivedIsStartedAgain(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, THREE)) {
      List<Integer> before = awaitAll(tend.lookout());

      tend.killDaemon();
      new Proc(before.getFirst()).kill();
      tend.serveAgain();

      Lookout lookout = tend.lookout();
      lookout.awaitOtherPid("web.1", before.getFirst());
      lookout.awaitState("web.1", "running");
      assertThat(lookout.pid("web.2")).isEqualTo(before.get(1));
    }
  }

  private static List<Integer> awaitAll(Lookout lookout) {
    return INSTANCES.stream().map(name -> lookout.awaitRunning(name)).toList();
  }

  private static void assertAdopted(Tend tend, Path folder, List<Integer> before)
      throws IOException {
    Lookout lookout = tend.lookout();
    IntStream.range(0, INSTANCES.size())
        .forEach(index -> {
          InstanceStatus status = lookout.awaitState(INSTANCES.get(index), "running");
          assertThat(status.pid()).isEqualTo(before.get(index));
          assertThat(status.adopted()).isTrue();
          assertThat(status.restarts()).isZero();
        });
    assertThat(Files.readAllLines(folder.resolve("starts")))
        .containsExactlyInAnyOrderElementsOf(INSTANCES);
  }
}
