package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What would be: by another configuration, by another policy, and by the clock.
class ForesightTest {

  private static final Path README =
      Path.of(System.getProperty("tend.root", "..")).resolve("README.md");

  private static final String SHOWN =
      """
      [defaults.service]
      directory = "/tmp"
      stable_after = "50ms"
      [service.db]
      command = "sleep 1000"
      [service.web]
      command = "sleep 1001"
      requires = ["db"]
      env = { TOKEN = "hunter2" }
      [service.mail]
      command = "sleep 1002"
      [[service.mail.version]]
      from = 2199-01-01T08:00:00
      command = "sleep 2002"
      [service.flaky]
      command = "sleep 1004"
      """;

  private static final String NEXT =
      SHOWN
          .replace("sleep 1000", "sleep 1005")
          .replace("hunter2", "hunter3")
          .replace("sleep 2002", "sleep 2003")
          .replace("flaky", "cache");

  @Test
  void thePlanOfTheReadmeIsOneThatWasMade(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, SHOWN)) {
      for (String unit : new String[] {"db", "web", "mail", "flaky"}) {
        tend.lookout().awaitState(unit, "running");
      }
      tend.configure(NEXT);

      Ran plan = tend.run("plan");

      assertThat(plan.exit()).isEqualTo(3);
      assertThat(withoutBase(Files.readString(README))).contains(withoutBase(plan.out()));
    }
  }

  @Test
  void whatHappenedSaysWhatWillAndWhatWouldHave(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [cron.slow]
            schedule = "@every 1s"
            job = { command = "sleep 1.2" }
            [service.crasher]
            command = ["sh", "-c", "exit 7"]
            restart = "always"
            backoff = { min = "50ms", max = "50ms" }
            """)) {
      await()
          .atMost(Tend.DEADLINE)
          .until(() -> tend.run("forecast", "--for", "10s").out().contains("skip"));
      assertThat(tend.run("forecast", "--for", "10s").out())
          .contains(
              "  skip    slow  an earlier run goes on then, and overlap is forbid: a run takes")
          .doesNotContain("note: ");
      await().atMost(Tend.DEADLINE).until(() -> tend.lookout().status("crasher").restarts() > 5);

      Ran simulated =
          tend.run(
              "simulate",
              "--policy=give_up_after.attempts=3",
              "--policy=give_up_after.within=10m",
              "crasher");

      assertThat(simulated.exit()).as(simulated.err()).isZero();
      assertThat(simulated.out())
          .contains("with give_up_after.attempts = 3, give_up_after.within = \"10m\"")
          .containsPattern("recorded +[0-9]+ +[0-9]+ +\\S+ *\\n")
          .containsPattern("simulated +3 +2 +\\S+ +\\S.*: .*3 .*\\n");
      Ran unknown = tend.run("simulate", "--policy=backof.max=1m", "crasher");
      assertThat(unknown.exit()).isEqualTo(1);
      assertThat(unknown.err())
          .contains("there is no 'backof.max' in a restart policy. Did you mean 'backoff.max'?")
          .contains("Its keys are restart, ");
      assertThat(tend.run("simulate", "--policy=restart=never", "slow").err())
          .contains("Only services have a restart policy.");
      assertThat(tend.run("simulate", "crasher").exit()).isEqualTo(2);
    }
  }

  private static String withoutBase(String text) {
    return text.replaceAll("plan [0-9a-f]{16}", "plan BASE");
  }
}
