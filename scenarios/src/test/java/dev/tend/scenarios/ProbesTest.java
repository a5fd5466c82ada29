package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that are asked how they are: by HTTP, TCP, files, folders and commands. One daemon for
/// all claims; each has units of its own.
class ProbesTest {

  private static final AtomicInteger READY = new AtomicInteger(503);
  private static final AtomicInteger LIVE = new AtomicInteger(200);

  @TempDir static Path folder;
  private static HttpServer server;
  private static int port;
  private static Path spool;
  private static Tend tend;
  private static Lookout lookout;

  @BeforeAll
  static void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/ready", READY);
    answer("/live", LIVE);
    answer("/never", new AtomicInteger(503));
    server.start();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    spool = Files.createDirectory(folder.resolve("spool"));
    Files.createFile(spool.resolve("old"));
    tend =
        Tend.serve(
            folder,
            """
            [daemon]
            parallel = 20
            [service.web]
            command = "sleep 300"
            readiness = { http = "%s", every = "50ms", failures = 2 }
            [service.app]
            command = "sleep 300"
            requires = ["web"]
            stable_after = "100ms"
            [service.live]
            command = "sleep 300"
            stable_after = "50ms"
            liveness = { http = "%s", every = "50ms", failures = 3 }
            [service.port]
            command = "sleep 300"
            readiness = { tcp = %d, every = "50ms" }
            [service.file]
            command = "sleep 300"
            readiness = { file = "ready.{instance}", every = "50ms" }
            [service.chatty]
            command = "sleep 300"
            readiness = { exec = "head -c 300000 /dev/zero | tr '\\\\0' x; echo; echo not yet; test -e go", every = "50ms" }
            [service.flood]
            command = "sleep 300"
            start_within = "60s"
            readiness = { exec = "yes flood", every = "50ms", timeout = "300ms" }
            [service.hung]
            command = "sleep 300"
            start_within = "60s"
            startup = { exec = "sleep 400 & sleep 401", every = "50ms", timeout = "200ms" }
            [service.worker]
            command = "sleep 300"
            stable_after = "50ms"
            liveness = { folder = "spool", inactive = "700ms", every = "50ms", failures = 1 }
            [service.late]
            command = "sleep 300"
            start_within = "500ms"
            restart = "never"
            readiness = { http = "%s", every = "50ms" }
            """
                .formatted(url("ready"), url("live"), port, url("never")));
    lookout = tend.lookout();
  }

  private static void answer(String path, AtomicInteger status) {
    server.createContext(
        path,
        exchange -> {
          byte[] text =
              (status.get() == 200 ? "fine" : "no database").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status.get(), text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
  }

  @AfterAll
  static void end() {
    try {
      tend.close();
    } finally {
      server.stop(0);
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  @Test
  void aReadinessProbeGatesTheStartAndWhatWaitsForIt() {
    lookout.awaitState("web", "starting");
    awaitWhy("web", "got HTTP 503: no database");
    assertThat(lookout.status("app").state()).isEqualTo("waiting");

    READY.set(200);
    int app = lookout.awaitRunning("app");
    assertThat(lookout.status("web").ready()).isTrue();
    assertThat(lookout.status("web").cause()).contains("its readiness probe got HTTP 200");

    READY.set(503);
    await().atMost(Tend.DEADLINE).until(() -> !lookout.status("web").ready());
    assertThat(lookout.status("web").state()).isEqualTo("running");
    assertThat(lookout.awaitRunning("app")).isEqualTo(app);
    assertThat(tend.run("why", "web").out()).contains("is not ready").contains("got HTTP 503");
    assertThat(tend.run("status", "web").out()).contains("not ready");
    assertThat(tend.run("stop", "app", "--wait", "20s").exit()).isZero();
    assertThat(tend.run("start", "app").exit()).isZero();
    lookout.awaitState("app", "waiting");

    READY.set(200);
    lookout.awaitRunning("app");
    assertThat(lookout.events()).anyMatch(event -> event.type().equals("not_ready"));
  }

  @Test
  void aServiceWhoseLivenessProbeFailsIsReplacedByTheNextDaemonToo() {
    int first = lookout.awaitRunning("live");

    LIVE.set(503);
    lookout.awaitOtherPid("live", first);
    LIVE.set(200);
    int second = lookout.awaitRunning("live");
    assertThat(lookout.events())
        .anyMatch(event ->
            event.cause().contains("its liveness probe got HTTP 503 three times: no database"));

    tend.killDaemon();
    tend.serveAgain();
    assertThat(lookout.awaitRunning("live")).isEqualTo(second);

    LIVE.set(503);
    lookout.awaitOtherPid("live", second);
    LIVE.set(200);
  }

  @Test
  void portsFilesAndCommandsSayWhenAServiceIsReady() throws IOException {
    awaitWhy("port", "could not connect to 127.0.0.1:" + port + ": Connection refused");
    awaitWhy("file", "did not find ");
    awaitWhy("chatty", "exited with code 1: not yet");
    awaitWhy("flood", "did not end within 300ms: flood");
    awaitWhy("hung", "did not end within 200ms");

    Files.createFile(folder.resolve("ready.1"));
    Files.createFile(folder.resolve("go"));
    try (ServerSocket open = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      assertThat(open.isBound()).isTrue();
      lookout.awaitRunning("port");
      lookout.awaitRunning("file");
      lookout.awaitRunning("chatty");
    }
    assertThat(lookout.status("hung").state()).isEqualTo("starting");
    assertThat(tend.run("stop", "hung", "flood", "--wait", "20s").exit()).isZero();
    assertThat(tend.run("logs", "chatty").out()).doesNotContain("not yet");
  }

  @Test
  void aServiceThatLeavesItsFolderAloneIsReplaced() {
    int first = lookout.awaitRunning("worker");

    lookout.awaitOtherPid("worker", first);

    assertThat(lookout.events())
        .anyMatch(event ->
            event.cause().contains("its liveness probe found no change in " + spool + " for "));
  }

  @Test
  void aStartThatTakesTooLongNamesTheLastAnswerOfItsProbe() {
    lookout.awaitState("late", "failed");

    assertThat(lookout.why("late").root())
        .startsWith(
            "it was not ready within 500ms (start_within): its readiness probe got HTTP 503")
        .contains(", the last time ")
        .endsWith(" before: no database");
  }

  private static void awaitWhy(String unit, String sentence) {
    await()
        .atMost(Tend.DEADLINE)
        .untilAsserted(() ->
            assertThat(lookout.why(unit).probes())
                .anySatisfy(answer -> assertThat(answer.sentence()).contains(sentence)));
  }
}
