package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What supervisors get wrong about output, by the numbers of the list of known traps.
class OutputTrapsTest {

  /// Beside what a run has open while it lives.
  private static final long DESCRIPTORS_SLACK = 6;

  private static final String TICKER =
      """
      [service.ticker]
      command = ["sh", "-c", "i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.02; done"]
      """;

  @Test
  void b63AChangedLogPathIsHonouredAfterAReload(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, TICKER)) {
      tend.lookout().awaitRunning("ticker");
      patiently().until(() -> Files.size(tend.log("ticker", 1, "stdout")) > 0);
      Path other = folder.resolve("other.log");

      tend.configure(TICKER + "log = { stdout = \"" + other + "\" }\n");
      assertThat(tend.run("reload").exit()).isZero();

      patiently().until(() -> Files.size(other) > 100);
      long left = Files.size(tend.log("ticker", 1, "stdout"));
      long right = Files.size(other);
      patiently().until(() -> Files.size(other) > right + 100);
      assertThat(tend.log("ticker", 1, "stdout")).hasSize(left);
    }
  }

  @Test
  void b63NoRunLeavesADescriptorBehind(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.flicker]
            command = ["sh", "-c", "echo run"]
            restart = "always"
            backoff = { min = "10ms", max = "10ms" }
            give_up_after = { attempts = 100000, within = "1s" }
            """)) {
      Lookout lookout = tend.lookout();
      // The history opens its files a moment after the first fact, and keeps them open.
      patiently().until(() -> tend.daemon().hasOpen("history.db-wal"));
      long ran = lookout.status("flicker").restarts();
      long before = tend.daemon().descriptors();

      patiently().until(() -> lookout.status("flicker").restarts() >= ran + 50);

      assertThat(tend.daemon().descriptors()).isLessThan(before + DESCRIPTORS_SLACK);
    }
  }

  /// That memory stays bounded is tested where 100 MB come without a newline.
  @Test
  void b64TheLastLineIsKeptAlthoughItHasNoEnd(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.partial]
            command = ["sh", "-c", "printf 'whole\\\\nno end'; exit 3"]
            restart = "never"
            """)) {
      tend.lookout().awaitState("partial", "failed");

      patiently()
          .untilAsserted(() ->
              assertThat(tend.log("partial", 1, "stdout")).content().isEqualTo("whole\nno end"));
      assertThat(tend.run("logs", "partial").out()).contains("whole").contains("no end");
    }
  }

  @Test
  void b65TwoInstancesWithOnePathAreRefused(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("tend.toml"),
        """
        [service.web]
        command = "sleep 300"
        instances = 2
        log = { stdout = "%s/web.log" }
        """
            .formatted(folder));

    Ran ran = Tend.runAlone(folder, "check", "tend.toml");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out() + ran.err()).contains("tend.toml:4").contains("{instance}");
  }

  @Test
  void b66LinesAreFollowedAndSurviveTheDaemon(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, "[daemon]\non_exit = \"keep\"\n" + TICKER)) {
      tend.lookout().awaitRunning("ticker");
      try (Program follower = tend.start("logs", "-f", "-n", "100000", "ticker")) {
        patiently().until(() -> follower.out().contains("tick 20\n"));
      }
      tend.end();
      tend.serveAgain();

      assertThat(tend.run("logs", "-n", "100000", "ticker").out())
          .contains("tick 1\n")
          .contains("tick 20\n");
      try (Program follower = tend.start("logs", "-f", "-n", "1", "ticker")) {
        patiently().until(() -> follower.out().lines().count() > 5);
      }
      tend.run("stop", "*", "--wait", "20s");
    }
  }

  @Test
  void b67AGrandchildThatHoldsTheOutputDoesNotDelayTheEnd(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.parent]
            command = ["sh", "-c", "(trap '' TERM; echo held; sleep 300) & sleep 0.2; exit 3"]
            restart = "never"
            stop = { timeout = "1s" }
            """)) {
      // Recorded while the grandchild lives, and with the code: this is no operator's stop.
      patiently().until(() -> tend.run("events").out().contains("it exited with code 3"));
      assertThat(String.valueOf(tend.lookout().awaitState("parent", "failed").lastExit()))
          .contains("code=3,");
    }
  }

  /// Files are made and renamed while they are looked at.
  private static ConditionFactory patiently() {
    return await().atMost(Tend.DEADLINE).ignoreExceptions();
  }
}
