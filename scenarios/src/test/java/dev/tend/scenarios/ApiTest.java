package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API as `curl` sees it, against the contract.
class ApiTest {

  private static final List<String> STATUS =
      List.of(
          "unit",
          "instance",
          "kind",
          "state",
          "target",
          "pid",
          "since",
          "ready",
          "restarts",
          "attempt",
          "last_exit",
          "next_start",
          "cause",
          "adopted",
          "version");

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

  @TempDir private Path folder;
  private Tend tend;
  private Curl curl;
  private int port;

  @BeforeEach
  void serve() throws IOException {
    port = freePort();
    tend =
        Tend.serve(
            folder,
            """
            [server]
            listen = "127.0.0.1:%d"
            [defaults.service]
            stable_after = "50ms"
            [service.web]
            command = "echo up; echo oh >&2; exec sleep 1000"
            [service.flaky]
            command = "exit 3"
            backoff = { min = "1m", max = "1m" }
            [service.late]
            command = "sleep 1001"
            requires = ["flaky"]
            [service.off]
            command = "sleep 1002"
            autostart = false
            [group.backend]
            members = ["web", "off"]
            """
                .formatted(port));
    curl = Curl.of(tend);
    tend.lookout().awaitState("web", "running");
    tend.lookout().awaitState("flaky", "backoff");
  }

  @AfterEach
  void end() {
    tend.close();
  }

  @Test
  void everyFieldOfARunningInstanceIsThere() {
    Map<String, Object> web = curl.get("/v1/units/web").list().getFirst();

    assertThat(web).containsKeys(STATUS.toArray(String[]::new));
    assertThat(web)
        .containsEntry("unit", "web")
        .containsEntry("kind", "service")
        .containsEntry("state", "running")
        .containsEntry("target", "up")
        .containsEntry("ready", true)
        .containsEntry("adopted", false)
        .containsEntry("last_exit", null)
        .containsEntry("next_start", null)
        .containsEntry("version", null);
    assertThat(web.get("instance")).hasToString("1");
    assertThat(web.get("restarts")).hasToString("0");
    assertThat(web.get("attempt")).hasToString("1");
    assertThat(text(web, "since")).matches(TIME);
    assertThat(ProcessHandle.of(Long.parseLong(text(web, "pid")))).isPresent();
  }

  @Test
  void oneThatBacksOffTellsHowItEndedAndWhenItIsTriedAgain() {
    Map<String, Object> flaky = curl.get("/v1/units/flaky").list().getFirst();

    assertThat(flaky)
        .containsEntry("state", "backoff")
        .containsEntry("pid", null)
        .containsEntry("ready", false);
    assertThat(flaky.get("attempt")).hasToString("2");
    assertThat(text(flaky, "next_start")).matches(TIME);
    assertThat(text(flaky, "cause"))
        .matches("it exited with code 3; attempt 2 after a backoff of .*");
    assertThat(text(flaky, "last_exit")).matches("\\{code=3, at=" + TIME + "}");
  }

  @Test
  void whyIsAChainFromTheUnitToTheRoot() {
    Map<String, Object> why = curl.get("/v1/units/late/why").object();

    assertThat(why)
        .containsKeys("unit", "state", "since", "root", "chain", "waiting_for", "next", "edges");
    assertThat(why)
        .containsEntry("unit", "late")
        .containsEntry("state", "waiting")
        .containsEntry("root", "flaky: it exited with code 3")
        .containsEntry("waiting_for", List.of("flaky is not ready"));
    assertThat(text(why, "next")).matches("\\{at=" + TIME + ", what=flaky: attempt 2 starts}");
    assertThat((List<?>) why.get("chain"))
        .extracting(link -> String.valueOf(((Map<?, ?>) link).get("unit")))
        .containsExactly("late", "flaky", "flaky", "flaky");
    assertThat((List<?>) why.get("chain"))
        .allSatisfy(link ->
            assertThat(((Map<?, ?>) link).keySet().toString())
                .isEqualTo("[unit, at, kind, sentence]"));
    assertThat(text(curl.get("/v1/units/flaky/why").object(), "next"))
        .matches("\\{at=" + TIME + ", what=.+}");
  }

  @Test
  void commandsNameWhatTheyTouchAndAreInForceWhenTheyAnswer() {
    Curl.Answer stop = curl.post("/v1/units/@backend/stop");

    assertThat(stop.status()).isEqualTo(200);
    assertThat(stop.object()).containsEntry("units", List.of("web.1")).containsKey("position");
    assertThat(curl.get("/v1/units/web").list().getFirst()).containsEntry("target", "down");
    assertThat(curl.post("/v1/units/web*/start").status()).isEqualTo(200);
    assertThat(curl.post("/v1/units/web/scale?instances=2").status()).isEqualTo(200);
    assertThat(curl.get("/v1/units/web").list()).hasSize(2);
    assertThat(curl.post("/v1/groups/backend/start").status()).isEqualTo(200);
    assertThat(curl.get("/v1/groups").list().getFirst())
        .containsEntry("name", "backend")
        .containsEntry("members", List.of("web", "off"));
  }

  @Test
  void eventsAreAStreamThatCanBeTakenUpAgain() {
    List<Map<String, Object>> events = curl.get("/v1/events").list();
    assertThat(events.getFirst())
        .containsKeys("id", "at", "unit", "instance", "type", "from", "to", "run", "cause");
    String last = text(events.getLast(), "id");

    try (Program all = curl.follow("/v1/events?follow=true&since=0");
        Program rest =
            curl.follow("/v1/events?follow=true", "--header", "Last-Event-ID: " + last)) {
      await().atMost(Tend.DEADLINE).until(() -> all.out().contains("\nid: " + last + "\n"));
      curl.post("/v1/units/off/start");
      await().atMost(Tend.DEADLINE).until(() -> rest.out().contains("\"to\":\"running\""));
      await().atMost(Tend.DEADLINE).until(() -> all.out().endsWith(rest.out()));

      assertThat(all.out()).contains("id: 1\n");
      assertThat(firstId(rest.out())).isEqualTo(Long.parseLong(last) + 1);
    }
  }

  @Test
  void logsAreAStreamThatCanBeTakenUpAgain() {
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> curl.get("/v1/units/web/logs").body().contains("\"text\":\"up\""));
    String first = curl.get("/v1/units/web/logs?stream=stdout").body();
    String id = first.substring("id: ".length(), first.indexOf('\n'));
    curl.post("/v1/units/web/restart");
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> count(curl.get("/v1/units/web/logs?stream=stdout").body(), "data:") == 2);

    String rest =
        curl.get("/v1/units/web/logs?stream=stdout", "--header", "Last-Event-ID: " + id).body();

    assertThat(count(rest, "data:")).isEqualTo(1);
    assertThat(curl.get("/v1/units/web/logs?stream=stderr&lines=1").body())
        .contains("\"stream\":\"stderr\",\"text\":\"oh\"");
  }

  @Test
  void everyRefusalHasItsStatusASentenceAndAHint() {
    assertRefused(curl.get("/v1/units/wbe"), 404, "no unit named 'wbe'", "Did you mean 'web'?");
    assertRefused(
        curl.get("/v1/units/q*"), 404, "no unit matches 'q*'", "'tend status' lists the units.");
    assertRefused(
        curl.post("/v1/groups/backnd/stop"),
        404,
        "no group named 'backnd'",
        "Did you mean '@backend'?");
    assertRefused(
        curl.get("/v1/unit"), 404, "there is nothing at /v1/unit", "Did you mean '/v1/units'?");
    assertRefused(
        curl.get("/v1/units?filter=x"),
        400,
        "there is no parameter 'filter'",
        "Known here: select.");
    assertRefused(
        curl.post("/v1/units/web/scale?instances=-1"),
        400,
        "'instances' is a whole number from 0 to 10000, not '-1'",
        "How many instances there should be.");
    assertRefused(
        curl.get("/v1/units/web/stop"),
        405,
        "/v1/units/web/stop does not take GET",
        "It takes POST.");
    assertThat(curl.get("/v1/units/web/stop").head()).containsIgnoringCase("allow: POST");
  }

  @Test
  void theReferenceNamesEveryRoute() {
    Object paths = curl.get("/v1/openapi.json").object().get("paths");

    assertThat(paths).isInstanceOf(Map.class);
    assertThat((Map<?, ?>) paths)
        .extracting(all -> all.keySet().stream().map(Object::toString).toList())
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .contains(
            "/v1/units",
            "/v1/units/{selector}",
            "/v1/units/{selector}/start",
            "/v1/units/{selector}/stop",
            "/v1/units/{selector}/restart",
            "/v1/units/{selector}/logs",
            "/v1/units/{selector}/why",
            "/v1/events",
            "/v1/reload",
            "/healthz",
            "/v1/openapi.json");
    assertThat(curl.get("/healthz").body()).isEqualTo("ok\n");
  }

  @Test
  void overTcpOnlyThisMachineIsHeardAndNoStrangersPage() throws IOException {
    Curl tcp = Curl.at(tend, port);

    assertThat(tcp.get("/v1/units/web").json()).isEqualTo(curl.get("/v1/units/web").json());
    assertThat(tcp.get("/healthz", "--header", "Host: rebound.example").status()).isEqualTo(403);
    assertThat(tcp.post("/v1/units/web/stop", "--header", "Origin: http://a.example").status())
        .isEqualTo(403);
    assertThat(curl.get("/v1/units/web").list().getFirst()).containsEntry("target", "up");
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst();
    outside.ifPresent(address -> assertThat(accepts(address)).isFalse());
  }

  private boolean accepts(InetAddress address) {
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static void assertRefused(Curl.Answer answer, int status, String error, String hint) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.object()).containsEntry("error", error).containsEntry("hint", hint);
  }

  private static String text(Map<String, Object> object, String key) {
    return String.valueOf(object.get(key));
  }

  private static long firstId(String stream) {
    return Long.parseLong(stream.substring("id: ".length(), stream.indexOf('\n')));
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
