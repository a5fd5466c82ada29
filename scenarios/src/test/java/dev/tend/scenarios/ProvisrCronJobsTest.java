package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.ProvisrDaemon;
import dev.tend.scenarios.harness.ProvisrDaemon.Answer;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// provisr's examples of cron jobs and of a process with hooks, unchanged in a programs directory,
/// and each of its routes for cron jobs. The programs that the examples call are stand-ins which
/// note how they were called.
class ProvisrCronJobsTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/provisr/config/programs");

  private static final String MAIN =
      """
      [[processes]]
      type = "cronjob"
      [processes.spec]
      name = "yearly"
      schedule = "0 0 1 1 *"
      [processes.spec.job_template]
      command = "sleep 1000"
      """;

  @TempDir static Path folder;
  private static ProvisrDaemon daemon;

  @BeforeAll
  static void serve() throws IOException {
    for (String program : List.of("bash", "curl", "df", "rm", "tar")) {
      standIn(program, "");
    }
    standIn("python", "case $1 in manage.py) ;; *) exec sleep 1000 ;; esac");
    Files.createDirectory(folder.resolve("programs"));
    example("daily-backup");
    example("web-app");
    String path = "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH");
    daemon = ProvisrDaemon.serve(folder, MAIN, List.of("env", path));
  }

  @AfterAll
  static void end() {
    daemon.close();
  }

  private static void standIn(String name, String rest) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    String note = "echo \"" + name + " $*\" >>" + folder.resolve("called");
    Files.writeString(file, "#!/bin/sh\n" + note + "\n" + rest + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void example(String name) throws IOException {
    Path program = folder.resolve("programs").resolve(name + ".toml");
    Files.copy(EXAMPLES.resolve(name + ".toml"), program);
  }

  @Test
  void b01TheExamplesRunUnchangedWhenTheyFireAndNotBefore() throws IOException {
    Map<String, Object> shown = daemon.get("/cronjobs/daily-backup").object();
    assertThat(shown)
        .containsEntry("schedule", "0 2 * * *")
        .containsEntry("concurrency_policy", "Forbid")
        .containsEntry("time_zone", "UTC")
        .containsEntry("suspend", false)
        .containsEntry("provisioned", false);
    assertThat(Instant.parse(String.valueOf(shown.get("next_schedule")))).isAfter(Instant.now());
    assertThat(daemon.get("/cronjobs/daily-backup/history").body()).isEqualTo("[]");
    assertThat(calls()).doesNotContain("bash /scripts/backup.sh");

    daemon.post("/cronjobs/daily-backup/trigger").isOk();
    Map<String, Object> run = awaitRuns("daily-backup", 1).getLast();
    assertThat(run)
        .containsOnlyKeys("Name", "StartTime", "CompletionTime", "Status", "Reason")
        .containsEntry("Name", "daily-backup-1")
        .containsEntry("Status", "Succeeded");
    assertThat(calls()).containsOnlyOnce("bash /scripts/backup.sh");

    Files.delete(folder.resolve("programs/daily-backup.toml"));
    example("daily-backup-hooks");
    assertThat(daemon.tend().run("reload").exit()).isZero();
    daemon.post("/cronjobs/daily-backup/trigger").isOk();
    awaitRuns("daily-backup", 2);
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> calls().contains("curl -X POST http://metrics-api/backup-completed"));

    assertThat(calls())
        .containsSubsequence(
            "curl -f http://maintenance-api/status",
            "df -h",
            "bash /scripts/backup.sh",
            "bash /scripts/verify-backup.sh",
            "curl -X POST http://metrics-api/backup-completed");
    assertThat(daemon.tend().run("status", "daily-backup").out())
        .contains("its last run succeeded");
  }

  @Test
  void theProcessWithHooksRunsUnchanged() {
    daemon.tend().lookout().awaitState("web-app", "running");
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> calls().contains("curl -f http://localhost:8080/health"));
    daemon.post("/stop?name=web-app&wait=5s").isOk();
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> calls().stream().anyMatch(line -> line.startsWith("tar -czf ")));

    assertThat(calls())
        .containsSubsequence(
            "curl -f http://database:5432/health",
            "python manage.py migrate",
            "python app.py",
            "curl -f http://localhost:8080/health",
            "curl -X POST http://localhost:8080/api/drain")
        .contains("curl -X POST http://localhost:8080/api/warmup")
        .anyMatch(line -> line.startsWith("rm -rf"));
  }

  @Test
  void b31ACronJobIsKeptOnlyIfItCanBeReadAgain() {
    daemon
        .post("/cronjobs", cron("bad", "61 * * * *", ""))
        .isRefused(400, "body:1")
        .isRefused(400, "61");
    daemon
        .post("/cronjobs", cron("zone", "0 * * * *", ",\"time_zone\":\"Mars/Base\""))
        .isRefused(400, "Mars/Base");
    daemon.post("/cronjobs", "{\"schedule\":\"@daily\"}").isRefused(400, "cronjob name required");
    daemon
        .post("/cronjobs", "{\"name\":\"x\",\"schedule\":\"@daily\"}")
        .isRefused(400, "'job_template' is missing");
    assertThat(daemon.programs().resolve("bad.json")).doesNotExist();
    assertThat(daemon.programs().resolve("zone.json")).doesNotExist();
    daemon.get("/cronjobs/bad").isRefused(404, "cronjob \"bad\" not found");
    daemon.post("/cronjobs/bad/trigger").isRefused(404, "cronjob \"bad\" not found");
  }

  /// B-51: a field for seconds is valid, and so it fires by it. B-55: an update is looked at first.
  @Test
  void b51B55ACronJobIsMadeChangedSuspendedAndDeleted() {
    daemon.post("/cronjobs", cron("tick", "* * * * * *", "")).isOk();
    daemon
        .post("/cronjobs", cron("tick", "@daily", ""))
        .isRefused(400, "cronjob \"tick\" already exists");
    awaitRuns("tick", 1);
    Map<String, Object> shown = daemon.get("/cronjobs/tick").object();
    assertThat(String.valueOf(shown.get("status")))
        .contains("last_schedule_time", "last_successful_time");
    assertThat(names(daemon.get("/cronjobs"))).contains("tick", "yearly");

    daemon.post("/cronjobs/tick/suspend").isOk();
    assertThat(daemon.get("/cronjobs/tick").object())
        .containsEntry("suspend", true)
        .doesNotContainKey("next_schedule");
    daemon.post("/cronjobs/tick/resume").isOk();
    assertThat(daemon.get("/cronjobs/tick").object()).containsEntry("suspend", false);

    daemon.post("/cronjobs/tick", cron("tick", "nonsense", "")).isRefused(400, "nonsense");
    daemon.post("/cronjobs/tick", cron("ignored", "@every 24h", "")).isOk();
    assertThat(daemon.get("/cronjobs/tick").object())
        .containsEntry("name", "tick")
        .containsEntry("schedule", "@every 24h");
    assertThat(daemon.programs().resolve("tick.json")).content().contains("@every 24h");
    daemon.delete("/cronjobs/tick").isOk();
    daemon.get("/cronjobs/tick").isRefused(404, "cronjob \"tick\" not found");
    assertThat(daemon.programs().resolve("tick.json")).doesNotExist();
  }

  @Test
  void oneOfTheMainFileIsCommandedAndNotChanged() {
    daemon.post("/cronjobs/yearly/suspend").isOk();
    daemon.post("/cronjobs/yearly/resume").isOk();
    daemon
        .post("/cronjobs/yearly", cron("yearly", "@daily", ""))
        .isRefused(409, "cannot update cronjob \"yearly\"");
    daemon.delete("/cronjobs/yearly").isRefused(409, "cannot delete cronjob \"yearly\"");
    assertThat(daemon.tend().run("cron").out()).as("as 'cron list'").contains("yearly");
    String url = "http://127.0.0.1:" + daemon.port() + "/api";
    assertThat(daemon.tend().run("cron", "--api-url", url).out()).contains("\"name\": \"yearly\"");
  }

  @Test
  void b54TwoRunsOfOneSecondAreTwoAndB55GoWithTheirCronJob() {
    daemon.post("/cronjobs", sleeper("both", "Allow")).isOk();
    daemon.post("/cronjobs/both/trigger").isOk();
    daemon.post("/cronjobs/both/trigger").isOk();
    daemon.tend().lookout().awaitRunning("both-1");
    daemon.tend().lookout().awaitRunning("both-2");
    List<Proc> runs = List.of(proc("both-1"), proc("both-2"));
    assertThat(String.valueOf(daemon.get("/cronjobs/both").object().get("status")))
        .contains("both-1", "both-2");
    assertThat(daemon.get("/jobs/both-2").object()).containsEntry("provisioned", true);
    assertThat(names(daemon.get("/jobs"))).doesNotContain("both-2");
    daemon.post("/cronjobs/both/suspend").isOk();

    daemon.delete("/cronjobs/both").isOk();

    runs.forEach(Proc::awaitGone);
  }

  @Test
  void b50AReplacedRunIsGoneBeforeTheNextBeginsAndForbidRefuses() {
    daemon.post("/cronjobs", sleeper("newest", "Replace")).isOk();
    daemon.post("/cronjobs/newest/trigger").isOk();
    daemon.tend().lookout().awaitRunning("newest-1");
    Proc first = proc("newest-1");
    daemon.post("/cronjobs/newest/trigger").isOk();
    await().atMost(Tend.DEADLINE).until(() -> daemon.get("/jobs/newest-2").status() == 200);
    assertThat(first.isAlive()).isFalse();
    assertThat(awaitRuns("newest", 1).getFirst())
        .containsEntry("Name", "newest-1")
        .containsEntry("Status", "Failed");
    daemon.delete("/cronjobs/newest").isOk();

    daemon.post("/cronjobs", sleeper("only", "Forbid")).isOk();
    daemon.post("/cronjobs/only/trigger").isOk();
    daemon.post("/cronjobs/only/trigger").isRefused(400, "overlap is forbid");
    daemon.delete("/cronjobs/only").isOk();
  }

  private static String cron(String name, String schedule, String more) {
    return "{\"name\":\""
        + name
        + "\",\"schedule\":\""
        + schedule
        + "\",\"job_template\":{\"name\":\"t\",\"command\":\"true\"}"
        + more
        + "}";
  }

  private static String sleeper(String name, String policy) {
    return cron(name, "0 0 1 1 *", ",\"concurrency_policy\":\"" + policy + "\"")
        .replace("\"true\"", "\"sleep 1000\"");
  }

  private static Proc proc(String unit) {
    return new Proc(daemon.tend().lookout().pid(unit));
  }

  private static List<Map<String, Object>> awaitRuns(String cron, int count) {
    return await("runs of " + cron)
        .atMost(Tend.DEADLINE)
        .until(
            () -> daemon.get("/cronjobs/" + cron + "/history").list(),
            runs -> runs.size() >= count);
  }

  private static List<String> names(Answer answer) {
    return answer.list().stream().map(one -> String.valueOf(one.get("name"))).toList();
  }

  private static List<String> calls() {
    try {
      Path file = folder.resolve("called");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
