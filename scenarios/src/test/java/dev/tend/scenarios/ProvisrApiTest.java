package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.ProvisrDaemon;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each route of provisr's API, with its status codes and bodies.
class ProvisrApiTest {

  private static final String REST =
      """
      [history]
      enabled = true
      primary = "sqlite"
      [history.stores.sqlite]
      enabled = true
      [[groups]]
      name = "stack"
      members = ["db", "web"]
      [[processes]]
      [processes.spec]
      name = "db"
      command = "sleep 1000"
      [[processes]]
      [processes.spec]
      name = "web"
      command = "sleep 1001"
      instances = 2
      """;

  @TempDir static Path folder;
  private static ProvisrDaemon daemon;

  @BeforeAll
  static void serve() throws IOException {
    daemon = ProvisrDaemon.serve(folder, REST);
    daemon.tend().lookout().awaitState("db", "running");
    daemon.tend().lookout().awaitState("web.1", "running");
    daemon.tend().lookout().awaitState("web.2", "running");
  }

  @AfterAll
  static void end() {
    daemon.close();
  }

  @Test
  void aStatusHasEveryFieldOfTheOriginal() {
    Map<String, Object> status = daemon.status("db");

    assertThat(status.keySet())
        .containsSequence(
            "name",
            "running",
            "pid",
            "started_at",
            "stopped_at",
            "detected_by",
            "restarts",
            "state",
            "provisioned");
    assertThat(status)
        .containsEntry("name", "db")
        .containsEntry("running", true)
        .containsEntry("stopped_at", "0001-01-01T00:00:00Z")
        .containsEntry("detected_by", "exec:pid")
        .containsEntry("state", "running")
        .containsEntry("provisioned", true);
    assertThat(Instant.parse(String.valueOf(status.get("started_at"))))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(5));
    assertThat(daemon.pid("db")).isEqualTo(daemon.tend().lookout().pid("db"));
  }

  @Test
  void statusTakesOneSelectorOrNone() {
    daemon.get("/status").isOk();
    assertThat(names(daemon.get("/status?base=web"))).containsExactly("web-1", "web-2");
    assertThat(names(daemon.get("/status?wildcard=w*-2"))).containsExactly("web-2");
    assertThat(daemon.get("/status?base=we").body()).isEqualTo("[]");
    assertThat(daemon.get("/status?wildcard=x*").body()).isEqualTo("[]");
    daemon.get("/status?name=db&base=db").isRefused(400, "only one of name, base, wildcard");
    daemon.get("/status?name=nobody").isRefused(400, "process nobody not found");
    daemon.get("/status?name=web").isRefused(400, "process web not found");
    daemon.get("/status?name=../db").isRefused(400, "invalid name: allowed [A-Za-z0-9._-]");
  }

  @Test
  void aProcessIsRegisteredStartedStoppedAndUnregistered() {
    daemon
        .post("/register", "{\"name\":\"one\",\"command\":\"sleep 1010\",\"start_duration\":0}")
        .isOk();
    assertThat(daemon.status("one"))
        .containsEntry("running", true)
        .containsEntry("provisioned", false);
    assertThat(daemon.programs().resolve("one.json")).content().contains("\"type\":\"process\"");

    daemon.post("/stop?name=one&wait=5s").isOk();
    assertThat(daemon.status("one"))
        .containsEntry("running", false)
        .containsEntry("pid", 0L)
        .containsEntry("state", "stopped")
        .containsEntry("detected_by", "exit-detected");
    daemon.post("/stop?name=one").isOk();

    daemon.post("/start?name=one").isOk();
    daemon.post("/start?name=one").isOk();
    long pid = daemon.pid("one");

    daemon.post("/unregister?name=one").isOk();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(daemon.programs().resolve("one.json")).doesNotExist();
    daemon.get("/status?name=one").isRefused(400, "process one not found");
    daemon.post("/unregister?name=one").isRefused(400, "process one not found");
  }

  @Test
  void commandsNeedOneSelector() {
    for (String verb : List.of("start", "stop", "unregister")) {
      daemon.post("/" + verb).isRefused(400, "one of name, base, wildcard query param required");
      daemon
          .post("/" + verb + "?name=a&wildcard=b")
          .isRefused(400, "exactly one of name, base, or wildcard must be provided");
      daemon.post("/" + verb + "?base=nobody").isOk();
      daemon.post("/" + verb + "?wildcard=nobody-*").isOk();
    }
    daemon.post("/start?name=nobody").isRefused(400, "process nobody not found");
    daemon.post("/stop?name=nobody").isRefused(400, "process nobody not found");
    daemon.post("/stop?name=db&wait=soon").isRefused(400, "invalid wait");
    assertThat(daemon.status("db")).containsEntry("running", true);
  }

  @Test
  void aSpecInABodyStartsItsInstances() {
    String spec = "{\"name\":\"many\",\"command\":\"sleep 1011\",\"instances\":3}";

    daemon.post("/start", spec).isOk();

    assertThat(names(daemon.get("/status?base=many")))
        .containsExactly("many-1", "many-2", "many-3");
    daemon.post("/stop?name=many-2").isOk();
    assertThat(daemon.status("many-2")).containsEntry("running", false);
    daemon.post("/start", spec).isOk();
    assertThat(daemon.status("many-2")).containsEntry("running", true);
    daemon
        .post("/start", spec.replace("1011", "1012"))
        .isRefused(409, "already registered with another spec");
    daemon.post("/unregister?name=many-1").isOk();
    assertThat(daemon.get("/status?base=many").body()).isEqualTo("[]");
  }

  @Test
  void anUpdateReplacesTheSpecAndTheNumberOfInstances() {
    daemon.post("/register", "{\"name\":\"upd\",\"command\":\"sleep 1020\"}").isOk();
    long before = daemon.pid("upd");

    daemon.post("/update", "{\"name\":\"upd\",\"command\":\"sleep 1021\"}").isOk();
    assertThat(daemon.pid("upd")).isNotEqualTo(before);
    daemon.post("/update", "{\"name\":\"upd\",\"command\":\"sleep 1021\",\"instances\":2}").isOk();
    assertThat(names(daemon.get("/status?base=upd"))).containsExactly("upd-1", "upd-2");

    daemon
        .post("/update", "{\"name\":\"upd\",\"command\":\"/no/such/program\"}")
        .isRefused(400, "did not start");
    assertThat(names(daemon.get("/status?base=upd"))).as("as before").contains("upd-1", "upd-2");
    assertThat(daemon.programs().resolve("upd.json")).content().contains("sleep 1021");
    daemon.post("/update?wait=x", "{\"name\":\"upd\",\"command\":\"true\"}").isRefused(400, "wait");
    daemon.post("/update", "{\"name\":\"db\",\"command\":\"true\"}").isRefused(409, "main config");
    daemon
        .post("/update", "{\"name\":\"nobody\",\"command\":\"true\"}")
        .isRefused(400, "not found");
    daemon.post("/unregister?base=upd").isOk();
  }

  @Test
  void groupsAreListedShownStoppedAndStarted() {
    Map<String, Object> group = daemon.get("/groups").list().getFirst();
    assertThat(group)
        .containsEntry("name", "stack")
        .containsEntry("state", "running")
        .containsEntry("running", 3L)
        .containsEntry("total", 3L);
    assertThat(daemon.get("/group/status?group=stack").object())
        .containsOnlyKeys("db", "web")
        .hasEntrySatisfying("web", members -> assertThat((List<?>) members).hasSize(2));

    daemon.post("/group/stop?group=stack&wait=5s").isOk();
    assertThat(daemon.get("/groups").list().getFirst()).containsEntry("state", "stopped");
    daemon.post("/start?name=db").isOk();
    assertThat(daemon.get("/groups").list().getFirst()).containsEntry("state", "degraded");
    daemon.post("/group/start?group=stack").isOk();
    assertThat(daemon.get("/groups").list().getFirst()).containsEntry("state", "running");

    daemon.get("/group/status").isRefused(400, "group query param required");
    daemon.get("/group/status?group=none").isRefused(404, "instance group none not found");
    daemon.post("/group/start?group=none").isRefused(400, "instance group none not found");
    daemon.post("/group/stop?group=none").isRefused(400, "instance group none not found");
  }

  @Test
  void debugShowsWhatIsKnownInside() {
    Map<String, Object> one = daemon.get("/debug/processes?pattern=d*").list().getFirst();

    assertThat(one)
        .containsEntry("internal_state", "running")
        .containsEntry("health_check", "healthy");
    assertThat(String.valueOf(one.get("status"))).contains("name=db");
    assertThat(daemon.get("/debug/processes").list()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void theOutputOfAProcessIsReadPageByPage() {
    daemon
        .post(
            "/register",
            "{\"name\":\"talk\",\"command\":\"echo one; echo two >&2; echo three; sleep 1013\"}")
        .isOk();

    Map<String, Object> all =
        await()
            .atMost(Tend.DEADLINE)
            .until(
                () -> daemon.get("/processes/talk/logs?since=0&limit=200").object(),
                answer -> lines(answer).size() == 3);
    assertThat(all).containsEntry("next", 3L);
    assertThat(lines(all))
        .contains(
            Map.of("offset", 0L, "stream", "stdout", "text", "one"),
            Map.of("offset", 2L, "stream", "stderr", "text", "two"));
    assertThat(daemon.get("/processes/talk/logs?since=1&limit=1").object())
        .containsEntry("lines", List.of(Map.of("offset", 1L, "stream", "stdout", "text", "three")))
        .containsEntry("next", 2L);
    daemon.get("/processes/nobody/logs").isRefused(400, "process nobody not found");
    daemon.get("/processes/talk/logs?since=x").isRefused(400, "invalid since");
    daemon.post("/unregister?name=talk").isOk();
  }

  @Test
  void aSpecIsGivenBackAsItWasSent() {
    daemon
        .post("/register", "{\"name\":\"spec\",\"command\":\"sleep 1014\",\"restart_interval\":5}")
        .isOk();

    assertThat(daemon.get("/processes/spec/spec").object())
        .isEqualTo(
            Map.of(
                "name",
                "spec",
                "command",
                "sleep 1014",
                "restart_interval",
                5L,
                "provisioned",
                false));
    assertThat(daemon.get("/processes/web/spec").object())
        .containsEntry("name", "web")
        .containsEntry("args", List.of("sleep", "1001"))
        .containsEntry("instances", 2L)
        .containsEntry("start_duration", 0L)
        .containsEntry("provisioned", true);
    daemon.get("/processes/nobody/spec").isRefused(404, "process nobody not found");
    daemon.post("/update", daemon.get("/processes/spec/spec").body()).isOk();
    daemon.post("/unregister?name=spec").isOk();
  }

  @Test
  void whatThereIsNotYetSaysSo() {
    daemon.get("/metrics").isRefused(503, "process metrics collection is disabled");
    daemon.get("/metrics?name=db").isRefused(404, "process metrics collection is disabled");
    daemon.get("/metrics/group?base=web").isRefused(503, "disabled");
    daemon.post("/auth/login", "{}").isRefused(501, "not there yet");
    assertThat(daemon.get("/auth/status").body())
        .contains("\"enabled\":false", "\"needs_setup\":false");
    assertThat(daemon.get("/settings/status").object())
        .containsEntry("auth_enabled", false)
        .containsEntry("program_persistence", true)
        .containsEntry("history_enabled", true)
        .containsEntry("configured_group_count", 1L);
    daemon.get("/stauts").isRefused(404, "there is nothing at /api/stauts");
    daemon.get("/start").isRefused(405, "does not take GET");
  }

  @Test
  void theHistoryHasStartsAndEnds() {
    daemon.post("/register", "{\"name\":\"past\",\"command\":\"exit 3\"}").isOk();

    List<Map<String, Object>> rows =
        await()
            .atMost(Tend.DEADLINE)
            .until(() -> rows("/history?name=pas"), found -> found.size() == 2);
    assertThat(rows.getFirst())
        .containsEntry("name", "past")
        .containsEntry("status", "failed")
        .hasEntrySatisfying("error", error -> assertThat(error.toString()).contains("code 3"));
    assertThat(rows.getLast()).containsEntry("status", "running").containsKeys("pid", "timestamp");
    assertThat(daemon.get("/history?name=past&limit=1&offset=1").object())
        .containsEntry("total", 2L)
        .hasEntrySatisfying("rows", page -> assertThat((List<?>) page).hasSize(1));
    assertThat(rows("/history?name=nobody")).isEmpty();
    daemon.get("/history?limit=x").isRefused(400, "invalid limit");
    daemon.post("/unregister?name=past").isOk();
  }

  @SuppressWarnings("unchecked") // by contract
  private static List<Map<String, Object>> rows(String path) {
    return (List<Map<String, Object>>) daemon.get(path).object().getOrDefault("rows", List.of());
  }

  /// The lines of provisr's own page, with another port.
  @Test
  void theCurlLinesOfTheOriginalTextWork() {
    String api = "localhost:" + daemon.port() + "/api";

    assertThat(
            shell(
                """
                curl -s -X POST %s/start \\
                -H 'Content-Type: application/json' \\
                -d '{"name":"demo","command":"echo hello","instances":2}'
                """
                    .formatted(api)))
        .isEqualTo("{\"ok\":true}");
    assertThat(shell("curl -s '" + api + "/status?base=demo'"))
        .contains("\"name\":\"demo-1\"", "\"name\":\"demo-2\"");
    assertThat(shell("curl -s -X POST '" + api + "/stop?wildcard=demo-*'"))
        .isEqualTo("{\"ok\":true}");
    daemon.post("/unregister?base=demo").isOk();
  }

  private static String shell(String line) {
    return daemon.tend().shell(line).out();
  }

  @Test
  void tendsOwnApiIsBesideItAndTheCommandKnowsWhichToUse() {
    assertThat(daemon.tend().run("status", "db").exit()).isZero();

    assertThat(daemon.tend().run("register", "--name", "cli", "--command", "sleep 1016").err())
        .isEmpty();

    assertThat(daemon.programs().resolve("cli.json")).content().contains("\"type\":\"process\"");
    assertThat(daemon.status("cli")).containsEntry("running", true);
    assertThat(daemon.tend().run("unregister", "--name", "cli").exit()).isZero();
    assertThat(daemon.programs().resolve("cli.json")).doesNotExist();
  }

  @Test
  void aProgramPutThereByHandIsStartedByItsName() throws IOException {
    Files.createDirectories(daemon.programs());
    Files.writeString(
        daemon.programs().resolve("hand.toml"),
        "type = 'process'\n[spec]\nname = 'hand'\ncommand = 'sleep 1015'\n");

    daemon.post("/start?name=hand").isOk();

    assertThat(daemon.status("hand")).containsEntry("running", true);
    daemon.post("/unregister?name=hand").isOk();
    assertThat(daemon.programs().resolve("hand.toml")).doesNotExist();
  }

  @SuppressWarnings("unchecked") // by contract
  private static List<Map<String, Object>> lines(Map<String, Object> answer) {
    return (List<Map<String, Object>>) answer.getOrDefault("lines", List.of());
  }

  private static List<Object> names(ProvisrDaemon.Answer answer) {
    return answer.list().stream().map(status -> status.get("name")).toList();
  }
}
