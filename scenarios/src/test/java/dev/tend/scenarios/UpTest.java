package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first thing that anybody sees.
class UpTest {

  @Test
  void itSaysWhatStartedThenPrintsEverybodysOutput(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.up(
            folder,
            """
            [defaults.service]
            stable_after = "100ms"

            [service.web]
            command = ["sh", "-c", "i=0; while :; do echo request $((i=i+1)); sleep 0.1; done"]

            [service.complainer]
            command = ["sh", "-c", "echo too warm >&2; exec sleep 300"]
            """)) {
      await().atMost(Tend.DEADLINE).until(() -> tend.daemonOut().contains("request 30"));

      assertThat(tend.daemonOut())
          .contains(tend.configuration().toString())
          .containsPattern("(?m)^  web +running +\\d+")
          .containsPattern("(?m)^  complainer +running +\\d+")
          .contains("Ctrl-C stops everything in order.")
          .containsPattern("(?m)^complainer ! too warm$")
          .containsPattern("(?m)^web {8}\\| request 30$")
          .doesNotContain("\u001b");
      assertThat(tend.daemonOut().indexOf("Ctrl-C"))
          .as("the screen comes before the output")
          .isLessThan(tend.daemonOut().indexOf("request 1\n"));
    }
  }

  @Test
  void ctrlCStopsEverythingInOrder(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.up(
            folder,
            """
            [defaults.service]
            stable_after = "200ms"

            [service.front]
            command = ["sh", "-c", "trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done"]
            requires = ["db"]

            [service.db]
            command = ["sh", "-c", "trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done"]
            """)) {
      tend.lookout().awaitState("front", "running");

      tend.daemon().signal("INT");
      Ran ran = tend.awaitEnd();

      assertThat(ran.exit()).isZero();
      assertThat(ran.out())
          .containsSubsequence(
              "stopping everything: ", "front stopped", "db stopped", "everything has stopped");
      assertThat(ran.out()).contains("front | bye").contains("db    | bye");
    }
  }

  @Test
  void aSecondCtrlCHastensADeafChild(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.up(
            folder,
            """
            [service.deaf]
            command = ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"]
            stop = { timeout = "10m" }
            """)) {
      Lookout lookout = tend.lookout();
      Proc deaf = new Proc(lookout.awaitRunning("deaf"));
      tend.daemon().signal("INT");
      lookout.awaitState("deaf", "stopping");

      tend.daemon().signal("INT");
      Ran ran = tend.awaitEnd();

      assertThat(ran.exit()).isZero();
      assertThat(deaf.isThere()).isFalse();
    }
  }

  @Test
  void itFailsWhenAUnitFailedForGood(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.up(
            folder,
            """
            [service.broken]
            command = ["sh", "-c", "echo cannot; exit 7"]
            backoff = { min = "10ms", max = "10ms" }
            give_up_after = { attempts = 2, within = "1m" }

            [service.web]
            command = ["sleep", "300"]
            """)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("broken", "failed");
      lookout.awaitState("web", "running");

      tend.daemon().signal("INT");
      Ran ran = tend.awaitEnd();

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out()).contains("broken").contains("failed");
    }
  }

  @Test
  void itEndsByItselfWhenNothingIsLeftToRun(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.up(
            folder,
            """
            [service.short]
            command = ["sh", "-c", "echo done; exit 0"]
            """)) {
      Ran ran = tend.awaitEnd();

      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("short | done");
    }
  }
}
