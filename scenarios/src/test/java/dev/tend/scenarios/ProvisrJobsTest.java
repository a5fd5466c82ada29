package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.ProvisrDaemon;
import dev.tend.scenarios.harness.ProvisrDaemon.Answer;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// provisr's examples of jobs and of hooks, unchanged in a programs directory, and all that its API
/// and the command can do about jobs. The programs that the examples call are stand-ins which note
/// how they were called.
class ProvisrJobsTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/provisr/config/programs");

  private static final String MAIN =
      """
      [[processes]]
      type = "job"
      [processes.spec]
      name = "inline"
      command = "sleep 1000"
      parallelism = 2
      completions = 3
      """;

  @TempDir static Path folder;
  private static ProvisrDaemon daemon;

  @BeforeAll
  static void serve() throws IOException {
    for (String program : List.of("python", "aws", "rm")) {
      standIn(program);
    }
    Path programs = Files.createDirectory(folder.resolve("programs"));
    example("data-processor");
    Files.writeString(
        programs.resolve("kept.json"),
        """
        {"type": "job", "spec": {"name": "kept", "args": ["true"], "ttl_seconds_after_finished": 0}}
        """);
    daemon = ProvisrDaemon.serve(folder, MAIN, List.of("env", path()));
  }

  /// B-56: what the daemon's end leaves alive is a mistake that closing finds.
  @AfterAll
  static void end() {
    daemon.close();
  }

  static void standIn(String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(
        file, "#!/bin/sh\necho \"" + name + " $*\" >>" + folder.resolve("called") + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String path() {
    return "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH");
  }

  private static Path example(String name) throws IOException {
    Path program = folder.resolve("programs").resolve(name + ".toml");
    return Files.copy(EXAMPLES.resolve(name + ".toml"), program);
  }

  @Test
  void b40B45TheExamplesRunUnchangedAndNothingTwice() throws IOException {
    Map<String, Object> done = awaitJob("data-processor", is("phase", "Succeeded"));

    assertThat(done).containsEntry("succeeded", 10L).containsEntry("failed", 0L);
    assertThat(called("python process_data.py")).isEqualTo(10);
    assertThat(daemon.get("/jobs/data-processor").object())
        .containsEntry("completion_mode", "NonIndexed")
        .containsEntry("restart_policy", "OnFailure")
        .containsEntry("active_deadline_seconds", 3600L)
        .containsEntry("provisioned", false);
    assertThat(String.valueOf(done.get("conditions"))).contains("Complete", "JobCompleted", "True");

    Files.delete(folder.resolve("programs/data-processor.toml"));
    Path hooks = example("data-processor-hooks");
    assertThat(daemon.tend().run("reload").exit()).isZero();
    awaitJob("data-processor", is("phase", "Succeeded").and(is("succeeded", 5L)));

    assertThat(called("python process_data.py")).isEqualTo(15);
    assertThat(called("aws s3 sync s3://data-bucket /tmp/input/")).isEqualTo(5);
    assertThat(called("python validate_data.py /tmp/input/")).isEqualTo(5);
    assertThat(called("aws s3 sync /tmp/output/ s3://results-bucket/")).isEqualTo(5);
    assertThat(called("rm -rf /tmp/input /tmp/output")).isEqualTo(5);
    daemon
        .post("/jobs/data-processor", "{\"name\":\"data-processor\",\"command\":\"true\"}")
        .isRefused(409, hooks + " was written by hand");
  }

  @Test
  void aJobIsMadeChangedAskedForAndDeleted() {
    daemon
        .post(
            "/jobs",
            "{\"name\":\"one\",\"command\":\"echo $JOB_NAME $JOB_COMPLETION_INDEX\","
                + "\"parallelism\":2,\"completions\":2,\"completion_mode\":\"Indexed\"}")
        .isOk();
    assertThat(awaitJob("one", is("phase", "Succeeded")).keySet())
        .containsExactly(
            "phase",
            "start_time",
            "completion_time",
            "active",
            "succeeded",
            "failed",
            "conditions");
    Map<String, Object> one = daemon.get("/jobs/one").object();
    assertThat(one)
        .containsEntry("name", "one")
        .containsEntry("completions", 2L)
        .containsEntry("provisioned", false);
    assertThat(names(daemon.get("/jobs"))).contains("one", "inline");
    assertThat(daemon.programs().resolve("one.json")).content().contains("\"type\":\"job\"");
    // B-48: what it wrote can be read, though it is over.
    assertThat(daemon.tend().run("logs", "one").out()).contains("one 0").contains("one 1");

    // An answer that is sent back changed.
    String changed =
        daemon.get("/jobs/one").body().replace("\"completions\":2", "\"completions\":3");
    daemon.post("/jobs/one", changed).isOk();
    awaitJob("one", is("phase", "Succeeded").and(is("succeeded", 3L)));
    daemon.post("/jobs/one", changed).isOk();
    Map<?, ?> again =
        daemon.tend().json("job", "show", "one") instanceof Map<?, ?> it ? it : Map.of();
    assertThat(again.get("round")).as("an update runs it again").isEqualTo(3L);

    daemon.post("/jobs", changed).isRefused(400, "job \"one\" already exists");
    daemon
        .post("/jobs/one", "{\"name\":\"one\",\"comand\":\"true\"}")
        .isRefused(400, "unknown key 'comand'. Did you mean 'command'?");
    daemon.post("/jobs", "{\"command\":\"true\"}").isRefused(400, "job name required");
    daemon.post("/jobs", "{").isRefused(400, "invalid JSON");
    daemon
        .post("/jobs", "{\"name\":\"two\",\"command\":\"true\",\"work_dir\":\"srv\"}")
        .isRefused(400, "invalid work_dir: must be absolute path without traversal");
    daemon
        .post("/jobs", "{\"name\":\"two\",\"command\":\"true\",\"parallelism\":0}")
        .isRefused(400, "0 is out of range");
    assertThat(daemon.programs().resolve("two.json")).doesNotExist();

    daemon.delete("/jobs/one").isOk();
    daemon.get("/jobs/one").isRefused(404, "job \"one\" not found");
    daemon.delete("/jobs/one").isRefused(404, "job \"one\" not found");
    assertThat(daemon.programs().resolve("one.json")).doesNotExist();
  }

  @Test
  void aJobOfTheMainFileIsAnsweredAsItWasUnderstoodAndNotChanged() {
    Map<String, Object> running = awaitJob("inline", is("active", 2L));

    assertThat(running).containsEntry("phase", "Running");
    assertThat(String.valueOf(running.get("conditions"))).contains("JobStarted", "False");
    assertThat(daemon.get("/jobs/inline").object())
        .containsEntry("args", List.of("sleep", "1000"))
        .containsEntry("parallelism", 2L)
        .containsEntry("completions", 3L)
        .containsEntry("backoff_limit", 6L)
        .containsEntry("restart_policy", "Never")
        .containsEntry("provisioned", true);
    daemon.delete("/jobs/inline").isRefused(409, "cannot delete job \"inline\"");
    daemon
        .post("/jobs/inline", "{\"name\":\"inline\",\"command\":\"true\"}")
        .isRefused(409, "cannot update job \"inline\"");
    // Workers are no processes that could be started or stopped one by one.
    assertThat(daemon.get("/status?wildcard=*").body()).isEqualTo("[]");
  }

  @Test
  void b41ADeletedJobLeavesNoWorker() {
    daemon
        .post(
            "/jobs",
            "{\"name\":\"long\",\"command\":\"sleep 1000\",\"parallelism\":2,\"completions\":2}")
        .isOk();
    awaitJob("long", is("active", 2L));
    List<Proc> workers =
        daemon.tend().status("long").stream()
            .map(status -> new Proc(((Number) status.getOrDefault("pid", 0)).longValue()))
            .toList();

    daemon.delete("/jobs/long").isOk();

    assertThat(workers).hasSize(2).noneMatch(Proc::isAlive);
  }

  @Test
  void b43AWorkerThatCannotStartIsAFailureAndNeverANegativeNumber() {
    daemon
        .post("/jobs", "{\"name\":\"no\",\"command\":\"/nowhere/no\",\"backoff_limit\":0}")
        .isOk();
    Map<String, Object> failed = awaitJob("no", is("phase", "Failed"));

    assertThat(failed).containsEntry("active", 0L).containsEntry("failed", 1L);
    assertThat(String.valueOf(failed.get("conditions"))).contains("BackoffLimitExceeded");
  }

  @Test
  void b46ATimeToLiveEndsAndOnlyTheFileOfWhatClientsAddedGoes() {
    daemon
        .post("/jobs", "{\"name\":\"gone\",\"command\":\"true\",\"ttl_seconds_after_finished\":0}")
        .isOk();

    Path file = daemon.programs().resolve("gone.json");
    await().atMost(Tend.DEADLINE).until(() -> daemon.get("/jobs/gone").status() == 404);
    await().atMost(Tend.DEADLINE).until(() -> !Files.exists(file));
    awaitJob("kept", is("phase", "Succeeded"));
    assertThat(daemon.programs().resolve("kept.json")).exists();
    assertThat(daemon.tend().run("reload").out()).contains("nothing changed");
  }

  @Test
  void aCommandIsRunAsANewJobBesideThem() {
    Tend tend = daemon.tend();
    Ran ran =
        tend.run(
            "job",
            "run",
            "--name",
            "once",
            "--parallelism",
            "2",
            "--indexed",
            "--ttl",
            "1s",
            "--env",
            "A=1",
            "--wait",
            "--",
            "sh",
            "-c",
            "echo hello $A $JOB_COMPLETION_INDEX");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("hello 1 0").contains("hello 1 1");
    assertThat(ran.err()).contains("once is complete");
    await().atMost(Tend.DEADLINE).until(() -> daemon.get("/jobs/once").status() == 404);

    Curl.Answer added =
        Curl.of(tend)
            .post("/v1/jobs", "-d", "{\"name\": \"v1\", \"command\": \"true\", \"usr\": \"x\"}");
    assertThat(added.status()).isEqualTo(422);
    assertThat(added.body())
        .contains("'usr' cannot be said of a job beside a configuration of provisr's");
    assertThat(daemon.programs().resolve("v1.json")).doesNotExist();
    assertThat(tend.run("job").out()).as("as 'job list'").contains("inline");
    assertThat(tend.run("job", "--api-url", "http://127.0.0.1:" + daemon.port() + "/api").out())
        .contains("\"name\": \"inline\"");
  }

  private static Predicate<Map<String, Object>> is(String key, Object value) {
    return status -> value.equals(status.get(key));
  }

  /// Waits until the status of a job is so, and returns it.
  @SuppressWarnings("unchecked") // that is what it is, by contract
  private static Map<String, Object> awaitJob(String job, Predicate<Map<String, Object>> so) {
    return await(job)
        .atMost(Tend.DEADLINE)
        .until(
            () -> {
              Answer answer = daemon.get("/jobs/" + job);
              assertThat(answer.status()).as(answer.body()).isEqualTo(200);
              return (Map<String, Object>) answer.object().get("status");
            },
            so);
  }

  private static List<String> names(Answer answer) {
    return answer.list().stream().map(one -> String.valueOf(one.get("name"))).toList();
  }

  private static long called(String line) {
    try {
      return Files.readAllLines(folder.resolve("called")).stream().filter(line::equals).count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
