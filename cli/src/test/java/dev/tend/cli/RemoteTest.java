package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `--api-url`: the routes and forms of provisr.
class RemoteTest {

  private static final String OK = "{\"ok\":true}";
  private static final String DEMO = "{\"name\":\"demo\",\"running\":true,\"pid\":4242}";

  private CannedDaemon daemon;

  @BeforeEach
  void listen() throws IOException {
    daemon = CannedDaemon.onTcp();
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void aStatusIsPrintedAsItComes() throws IOException {
    daemon
        .answer("GET /api/status?name=demo", DEMO)
        .answer("GET /api/status?wildcard=*", "[" + DEMO + "]")
        .answer("GET /api/status?base=de%20mo", "[]");

    assertThat(remote("status", "--name", "demo"))
        .isEqualTo(
            new Typed(
                0,
                """
                {
                  "name": "demo",
                  "running": true,
                  "pid": 4242
                }
                """,
                ""));
    assertThat(remote("status").out())
        .isEqualTo(
            """
            [
              {
                "name": "demo",
                "running": true,
                "pid": 4242
              }
            ]
            """);
    assertThat(remote("status", "--json").out()).isEqualTo("[" + DEMO + "]\n");
    assertThat(remote("status", "--base", "de mo", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void startAndStopSpeakItsRoutes() throws IOException {
    daemon
        .answer("POST /api/start?name=demo", OK)
        .answer("POST /api/stop?wildcard=demo-*&wait=5s", OK)
        .answer("GET /api/status?wildcard=demo-*", "[]");

    assertThat(remote("start", "demo")).isEqualTo(new Typed(0, "started demo\n", ""));
    assertThat(remote("start", "--name", "demo", "--json").out()).isEqualTo(OK + "\n");
    assertThat(remote("stop", "--wildcard", "demo-*", "--wait", "5s", "--json").out())
        .isEqualTo("[]\n");
  }

  @Test
  void groupsSpeakItsRoutes() throws IOException {
    daemon
        .answer("POST /api/group/start?group=backend", OK)
        .answer("POST /api/group/stop?group=backend&wait=3s", OK)
        .answer("GET /api/group/status?group=backend", "{\"web\":[]}");

    assertThat(remote("group-start", "--group", "backend").out())
        .isEqualTo("Started group: backend\n");
    assertThat(remote("group-stop", "--group", "backend").out())
        .isEqualTo("Stopped group: backend\n");
    assertThat(remote("group-status", "--group", "backend", "--json").out())
        .isEqualTo("{\"web\":[]}\n");
  }

  @Test
  void jobsAndCronJobsSpeakItsRoutes() throws IOException {
    String once = "{\"name\":\"once\"}";
    daemon
        .answer("GET /api/jobs/once", once)
        .answer("DELETE /api/jobs/once", OK)
        .answer("GET /api/cronjobs/nightly", once)
        .answer("GET /api/cronjobs/nightly/history", "[]")
        .answer("POST /api/cronjobs/nightly/suspend", OK)
        .answer("POST /api/cronjobs/nightly/resume", OK)
        .answer("POST /api/cronjobs/nightly/trigger", OK)
        .answer(
            "POST /api/cronjobs/hourly/trigger", 404, "{\"error\":\"cronjob hourly not found\"}");

    assertThat(remote("job", "show", "once", "--json").out()).isEqualTo(once + "\n");
    assertThat(remote("job", "delete", "once")).isEqualTo(new Typed(0, "deleted once\n", ""));
    assertThat(remote("cron", "show", "nightly", "--json").out()).isEqualTo(once + "\n");
    assertThat(remote("cron", "history", "nightly", "--json").out()).isEqualTo("[]\n");
    assertThat(remote("cron", "suspend", "nightly").out()).isEqualTo("suspended nightly\n");
    assertThat(remote("cron", "resume", "nightly").out()).isEqualTo("resumed nightly\n");
    assertThat(remote("cron", "trigger", "nightly", "hourly"))
        .isEqualTo(new Typed(1, "triggered nightly\n", "tend: cronjob hourly not found\n"));
  }

  @Test
  void aRefusalIsSaidInItsWords() throws IOException {
    daemon.answer("POST /api/start?name=x", 400, "{\"error\":\"process x not found\"}");

    assertThat(remote("start", "--name", "x"))
        .isEqualTo(new Typed(1, "", "tend: process x not found\n"));
  }

  @Test
  void whereNobodyListensTheExitCodeIsFour() throws IOException {
    String url = daemon.url();
    daemon.close();

    Typed typed = tend(Map.of(), "status", "--api-url", url + "/api");

    assertThat(typed.code()).isEqualTo(4);
    assertThat(typed.err()).startsWith("tend: no daemon at " + url + "/api");
  }

  /// The one of the environment is meant for the daemon of the environment.
  @Test
  void onlyATokenOfTheCommandLineGoesThere() throws IOException {
    daemon.answer("GET /api/status?name=demo", DEMO);
    String[] line = {"status", "--name", "demo", "--api-url", daemon.url() + "/api"};

    tend(Map.of("TEND_TOKEN", "secret"), line);
    List<String> words = new ArrayList<>(List.of(line));
    words.addAll(List.of("--token", "shown"));
    tend(Map.of(), words.toArray(String[]::new));

    assertThat(daemon.heads().getFirst()).doesNotContain("Authorization");
    assertThat(daemon.heads().getLast()).contains("Authorization: Bearer shown");
  }

  private Typed remote(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--api-url", daemon.url() + "/api/"));
    return tend(Map.of(), line.toArray(String[]::new));
  }
}
