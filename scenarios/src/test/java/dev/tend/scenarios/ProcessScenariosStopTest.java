package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.InstanceStatus;
import dev.tend.api.WhyAnswer;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stopped means that nothing of a run is left, however little it wants to go.
class ProcessScenariosStopTest {

  @Test
  void aChildThatIgnoresTermIsKilledAfterItsStopTimeout(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.deaf]
            command = ["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"]
            stop = { timeout = "300ms" }
            """)) {
      Lookout lookout = tend.lookout();
      Proc deaf = new Proc(lookout.awaitRunning("deaf"));

      Ran ran = tend.run("stop", "deaf", "--wait", "20s");

      assertThat(ran.exit()).isZero();
      assertThat(deaf.isThere()).isFalse();
      InstanceStatus status = lookout.status("deaf");
      assertThat(status.state()).isEqualTo("stopped");
      assertThat(status.lastExit()).hasFieldOrPropertyWithValue("signal", "SIGKILL");
      assertThat(lookout.why("deaf").chain())
          .extracting(WhyAnswer.Link::sentence)
          .anySatisfy(sentence -> assertThat(sentence).contains("asked for a stop"))
          .anySatisfy(sentence -> assertThat(sentence).contains("stop timeout of 300ms"));
    }
  }

  /// The run that follows says so if it meets what the one before has left.
  @Test
  void whatChangedItsSessionIsGoneBeforeTheSlotStartsAgain(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("leaver.sh"),
        """
        [ -s left ] && kill -0 "$(cat left)" 2>/dev/null && echo "met $(cat left)"
        rm -f left
        setsid sh -c 'trap "" TERM; echo $$ >left; while :; do sleep 1; done' &
        until [ -s left ]; do sleep 0.02; done
        echo "left $(cat left)"
        exit 1
        """);
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.leaver]
            command = ["sh", "leaver.sh"]
            backoff = { min = "10ms", max = "10ms" }
            stop = { timeout = "200ms" }
            """)) {
      Path log = tend.log("leaver", 1, "stdout");
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(log) && runs(log) >= 3);

      tend.run("stop", "leaver", "--wait", "20s");

      assertThat(Files.readString(log)).doesNotContain("met");
      assertThat(Files.readAllLines(log))
          .allSatisfy(line ->
              assertThat(new Proc(Long.parseLong(line.replace("left ", ""))).isThere()).isFalse());
    }
  }

  @Test
  void whoOutlivesTheMainProcessIsAskedToEndAtOnce(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("leaver.sh"),
        """
        setsid sh -c 'trap "echo asked >asked; exit" TERM; echo $$ >left; while :; do sleep 0.1; done' &
        until [ -s left ]; do sleep 0.02; done
        exec sleep 300
        """);
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.leaver]
            command = ["sh", "leaver.sh"]
            stop = { timeout = "5m" }
            """)) {
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("left")));
      tend.lookout().awaitRunning("leaver");

      Ran ran = tend.run("stop", "leaver", "--wait", "20s");

      assertThat(ran.exit()).isZero();
      assertThat(folder.resolve("asked")).hasContent("asked\n");
    }
  }

  private static long runs(Path log) throws IOException {
    return Files.readAllLines(log).size();
  }

  @Test
  void aStopDuringBackoffIsForGood(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.broken]
            command = ["sh", "-c", "echo tried; exit 1"]
            backoff = { min = "1s", max = "1s", jitter = 0.0 }

            [service.clock]
            command = ["sh", "-c", "exit 1"]
            backoff = { min = "1s", max = "1s", jitter = 0.0 }
            """)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("broken", "backoff");

      tend.run("stop", "broken", "--wait", "20s");
      int attempt = lookout.status("clock").attempt();
      String tried = Files.readString(tend.log("broken", 1, "stdout"));

      // Two more attempts of a unit with the same pauses: by then its own would have come.
      lookout.awaitStatus("clock", "tried twice more", status -> status.attempt() >= attempt + 2);
      assertThat(lookout.status("broken").state()).isEqualTo("stopped");
      assertThat(lookout.status("broken").nextStart()).isNull();
      assertThat(Files.readString(tend.log("broken", 1, "stdout"))).isEqualTo(tried);
    }
  }

  @Test
  void aStopCommandIsRunInsteadOfTheSignal(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.polite]
            command = ["sh", "-c", "trap 'echo saw USR1 >seen; exit 0' USR1; trap 'echo saw TERM >seen; exit 0' TERM; while :; do sleep 0.1; done"]
            stop = { command = ["sh", "-c", "echo $TEND_PID $TEND_UNIT >asked; kill -USR1 $TEND_PID"] }
            """)) {
      Lookout lookout = tend.lookout();
      int pid = lookout.awaitRunning("polite");

      Ran ran = tend.run("stop", "polite", "--wait", "20s");

      assertThat(ran.exit()).isZero();
      assertThat(folder.resolve("asked")).hasContent(pid + " polite\n");
      assertThat(folder.resolve("seen")).hasContent("saw USR1\n");
      assertThat(lookout.status("polite").lastExit()).hasFieldOrPropertyWithValue("code", 0);
    }
  }
}
