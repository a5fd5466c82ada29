package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs on the real kernel.
class JobsTest {

  @Test
  void aJobRunsItsCompletionsAndStartsWhoWaitsForIt(@TempDir Path folder) throws IOException {
    String toml =
        """
        [job.import]
        command = "sh -c 'echo index $JOB_COMPLETION_INDEX of $JOB_NAME'"
        parallelism = 2
        completions = 4
        completion_mode = "indexed"
        [service.web]
        command = "sleep 1000"
        stable_after = "50ms"
        requires = [{ unit = "import", until = "completed_successfully" }]
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.awaitState("web", "running");

      Map<String, Object> job = show(tend, "import");
      assertThat(job)
          .containsEntry("phase", "complete")
          .containsEntry("succeeded", 4L)
          .containsEntry("failed", 0L)
          .containsEntry("active", 0L)
          .containsEntry("succeeded_indexes", "0-3");
      assertThat(text(job, "conditions")).contains("Complete", "CompletionsReached");
      List<String> lines = tend.run("logs", "import").out().lines().toList();
      assertThat(lines).hasSize(4);
      for (int index = 0; index < 4; index++) {
        String line = "index " + index + " of import";
        assertThat(lines.stream().filter(text -> text.contains(line))).hasSize(1);
      }
      assertThat(tend.json("runs", "import").toString()).contains("kind=worker");
      assertThat(tend.run("job", "list").out()).contains("import", "complete", "4 of 4");

      Ran again = tend.run("job", "run", "import", "--wait");
      assertThat(again.exit()).as(again.err()).isZero();
      assertThat(again.out().lines().filter(line -> line.contains(" of import"))).hasSize(4);
      assertThat(again.err()).contains("import is complete");
      assertThat(show(tend, "import")).containsEntry("round", 2L);
    }
  }

  @Test
  void aFailureSaysWhyAndHowItCameToIt(@TempDir Path folder) throws IOException {
    String toml =
        """
        [job.broken]
        command = "sh -c 'exit 3'"
        backoff_limit = 1
        backoff = { min = "20ms", max = "20ms" }
        autostart = false
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      assertThat(show(tend, "broken")).containsEntry("phase", "pending");

      Ran ran = tend.run("job", "run", "broken", "--wait");

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err())
          .contains(
              "broken has failed", "backoff limit 1 reached after worker 1 exited with code 3");
      assertThat(text(show(tend, "broken"), "conditions"))
          .contains("Failed", "BackoffLimitExceeded");
      assertThat(tend.run("why", "broken").out())
          .contains("backoff limit 1 reached after worker 1 exited with code 3");
      assertThat(tend.run("job", "stop", "nobody").exit()).isEqualTo(1);
      assertThat(tend.run("events", "broken").out()).contains("job_started", "job_failed");
    }
  }

  /// B-49, B-40: what is done stays done, and who lives goes on.
  @Test
  void b49AJobSurvivesTheDaemon(@TempDir Path folder) throws IOException {
    Path done = folder.resolve("done");
    String toml =
        """
        [job.import]
        command = "sh -c 'echo $JOB_COMPLETION_INDEX >> %s; test $JOB_COMPLETION_INDEX = 0 || exec sleep 1000'"
        parallelism = 2
        completions = 2
        completion_mode = "indexed"
        """
            .formatted(done);
    try (Tend tend = Tend.serve(folder, toml)) {
      await()
          .atMost(Tend.DEADLINE)
          .until(() -> text(show(tend, "import"), "succeeded").equals("1"));
      await().atMost(Tend.DEADLINE).until(() -> Files.readAllLines(done).size() == 2);
      long pid = tend.pid("import.2");
      tend.killDaemon();
      tend.serveAgain();

      assertThat(tend.pid("import.2")).isEqualTo(pid);
      assertThat(show(tend, "import")).containsEntry("succeeded", 1L).containsEntry("active", 1L);
      assertThat(tend.run("job", "suspend", "import").exit()).isZero();
      await().atMost(Tend.DEADLINE).until(() -> text(show(tend, "import"), "active").equals("0"));
      assertThat(show(tend, "import"))
          .containsEntry("phase", "suspended")
          .containsEntry("failed", 0L);
      tend.end();
      tend.serveAgain();
      assertThat(show(tend, "import")).containsEntry("phase", "suspended");
      assertThat(tend.run("job", "resume", "import").exit()).isZero();
      await().atMost(Tend.DEADLINE).until(() -> Files.readAllLines(done).size() == 3);
      assertThat(Files.readAllLines(done)).containsOnlyOnce("0");
      tend.run("job", "stop", "import");
      await()
          .atMost(Tend.DEADLINE)
          .until(() -> text(show(tend, "import"), "phase").equals("failed"));
    }
  }

  /// B-40: what a worker left behind is still being stopped when the daemon ends.
  @Test
  void b40ASuccessThatLeftSomethingBehindIsNotRunAgain(@TempDir Path folder) throws IOException {
    Path done = folder.resolve("done");
    Path script = folder.resolve("work.sh");
    Files.writeString(
        script,
        """
        echo $JOB_COMPLETION_INDEX >> %s
        test $JOB_COMPLETION_INDEX != 0 || (trap '' TERM; exec sleep 1000) &
        """
            .formatted(done));
    String toml =
        """
        [job.import]
        command = ["sh", "%s"]
        completions = 2
        completion_mode = "indexed"
        stop = { timeout = "3s" }
        """
            .formatted(script);
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.awaitState("import", "stopping");
      assertThat(show(tend, "import"))
          .containsEntry("phase", "active")
          .containsEntry("succeeded", 1L)
          .containsEntry("active", 0L);

      tend.end();
      tend.serveAgain();

      await()
          .atMost(Tend.DEADLINE)
          .until(() -> text(show(tend, "import"), "phase").equals("complete"));
      assertThat(Files.readAllLines(done)).containsExactly("0", "1");
      assertThat(show(tend, "import")).containsEntry("failed", 0L);
    }
  }

  @Test
  void aCommandIsRunAsANewJob(@TempDir Path folder) throws IOException {
    String toml = "[service.web]\ncommand = \"sleep 1000\"\n";
    try (Tend tend = Tend.serve(folder, toml)) {
      Ran ran =
          tend.run(
              "job",
              "run",
              "--name",
              "once",
              "--parallelism",
              "3",
              "--ttl",
              "1s",
              "--wait",
              "--",
              "sh",
              "-c",
              "echo hello; echo hello");
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.out().lines())
          .hasSize(6)
          .allMatch(line -> line.matches("once[.][123] [|] hello"));
      // B-46: its time to live ends by itself.
      await().atMost(Tend.DEADLINE).until(() -> tend.run("job", "show", "once").exit() == 1);

      Curl curl = Curl.of(tend);
      Curl.Answer added =
          curl.post("/v1/jobs", "-d", "{\"name\": \"long\", \"command\": \"sleep 1000\"}");
      assertThat(added.status()).as(added.body()).isEqualTo(200);
      assertThat(curl.get("/v1/jobs").body()).contains("\"name\":\"long\"");
      assertThat(curl.post("/v1/jobs", "-d", "{\"name\": \"x\", \"comand\": 1}").status())
          .isEqualTo(422);
      assertThat(curl.post("/v1/jobs", "-d", "{}").status()).isEqualTo(400);
      assertThat(curl.post("/v1/jobs/long/run").status()).isEqualTo(409);
      assertThat(curl.get("/v1/jobs/web").status()).isEqualTo(422);
      tend.awaitState("long", "running");
      assertThat(tend.run("job", "delete", "long").exit()).isZero();
      await().atMost(Tend.DEADLINE).until(() -> tend.run("status", "long").exit() == 1);
      assertThat(tend.run("job", "delete", "web").exit()).isEqualTo(1);
    }
  }

  @Test
  void theExampleRunsAndWhoWaitsForAStartWaitsForTheEnd(@TempDir Path folder) throws IOException {
    Path example =
        Path.of(System.getProperty("tend.root", "..")).resolve("examples/jobs/tend.toml");
    String more =
        """
        [job.slow]
        command = "sh -c 'sleep 0.3; test $JOB_COMPLETION_INDEX != 2'"
        completions = 3
        completion_mode = "indexed"
        backoff_limit = 0
        autostart = false
        [job.brief]
        command = "true"
        ttl = "0s"
        """;
    try (Tend tend = Tend.serve(folder, Files.readString(example) + more)) {
      tend.awaitState("shop", "running");
      assertThat(tend.run("logs", "work").out().lines()).hasSize(5);

      Ran work = tend.run("start", "work", "--wait", "30s");
      Ran slow = tend.run("start", "slow", "--wait", "30s");

      assertThat(work.out()).containsPattern("work is complete after .*: all 5 completions");
      assertThat(work.exit()).isZero();
      assertThat(slow.out()).containsPattern("slow has failed after .*: backoff limit 0 reached");
      assertThat(slow.exit()).isEqualTo(1);
      assertThat(show(tend, "slow")).containsEntry("succeeded", 2L);
      // Of this one no instance is left to be looked at.
      assertThat(tend.run("start", "brief", "--wait", "30s").out()).contains("brief is complete");
    }
  }

  /// Between two tries nothing of a job is alive, and it is not over.
  @Test
  void inTheForegroundAJobIsSeenThrough(@TempDir Path folder) throws IOException {
    String toml =
        """
        [job.import]
        command = "sh -c 'test -e once || { touch once; exit 1; }'"
        parallelism = 2
        completions = 2
        backoff = { min = "1s", max = "1s" }
        """;
    try (Tend tend = Tend.up(folder, toml)) {
      Ran ended = tend.awaitEnd();

      assertThat(ended.err()).contains("everything has completed");
      assertThat(ended.exit()).isZero();
    }
  }

  @SuppressWarnings("unchecked") // that is what `job show` prints, by contract
  private static Map<String, Object> show(Tend tend, String job) {
    return (Map<String, Object>) tend.json("job", "show", job);
  }

  private static String text(Map<String, Object> job, String key) {
    return String.valueOf(job.get(key));
  }
}
