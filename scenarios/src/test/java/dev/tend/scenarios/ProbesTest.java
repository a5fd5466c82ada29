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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that are asked how they are: by HTTP, TCP, files, folders and commands.
class ProbesTest {
  private volatile int status = 503;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] text = (status == 200 ? "fine" : "no database").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void hangUp() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
  }

  @Test
  void aReadinessProbeGatesTheStartAndWhatWaitsForIt(@TempDir Path folder) throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        readiness = { http = "%s", every = "50ms", failures = 2 }
        [service.app]
        command = "sleep 300"
        requires = ["web"]
        stable_after = "100ms"
        """
            .formatted(url());
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "starting");
      awaitWhy(tend, "web", "got HTTP 503: no database");
      assertThat(lookout.status("app").state()).isEqualTo("waiting");

      status = 200;
      int app = lookout.awaitRunning("app");
      assertThat(lookout.status("web").ready()).isTrue();
      assertThat(lookout.status("web").cause()).contains("its readiness probe got HTTP 200");

      status = 503;
      await().atMost(Tend.DEADLINE).until(() -> !lookout.status("web").ready());
      assertThat(lookout.status("web").state()).isEqualTo("running");
      assertThat(lookout.awaitRunning("app")).isEqualTo(app);
      assertThat(tend.run("why", "web").out()).contains("is not ready").contains("got HTTP 503");
      assertThat(tend.run("stop", "app", "--wait", "20s").exit()).isZero();
      assertThat(tend.run("start", "app").exit()).isZero();
      lookout.awaitState("app", "waiting");

      status = 200;
      lookout.awaitRunning("app");
      assertThat(tend.run("events", "web").out()).contains("not_ready");
    }
  }

  @Test
  void aServiceWhoseLivenessProbeFailsIsReplaced(@TempDir Path folder) throws IOException {
    status = 200;
    String toml =
        """
        [service.web]
        command = "sleep 300"
        stable_after = "50ms"
        liveness = { http = "%s", every = "50ms", failures = 3 }
        """
            .formatted(url());
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("web");

      status = 503;
      lookout.awaitOtherPid("web", first);
      status = 200;
      int second = lookout.awaitRunning("web");
      assertThat(tend.run("events", "web").out())
          .contains("its liveness probe got HTTP 503 three times: no database");

      tend.killDaemon();
      tend.serveAgain();
      assertThat(tend.lookout().awaitRunning("web")).isEqualTo(second);

      status = 503;
      tend.lookout().awaitOtherPid("web", second);
    }
  }

  @Test
  void portsFilesAndCommandsSayWhenAServiceIsReady(@TempDir Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String toml =
        """
        [daemon]
        parallel = 10
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
        """
            .formatted(port);
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      awaitWhy(tend, "port", "could not connect to 127.0.0.1:" + port + ": Connection refused");
      awaitWhy(tend, "file", "did not find ");
      awaitWhy(tend, "chatty", "exited with code 1: not yet");
      awaitWhy(tend, "flood", "did not end within 300ms: flood");
      awaitWhy(tend, "hung", "did not end within 200ms");

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
  }

  @Test
  void aServiceThatLeavesItsFolderAloneIsReplaced(@TempDir Path folder) throws IOException {
    Path spool = Files.createDirectory(folder.resolve("spool"));
    Files.createFile(spool.resolve("old"));
    String toml =
        """
        [service.worker]
        command = "sleep 300"
        stable_after = "50ms"
        liveness = { folder = "spool", inactive = "700ms", every = "50ms", failures = 1 }
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      int first = tend.lookout().awaitRunning("worker");

      tend.lookout().awaitOtherPid("worker", first);

      assertThat(tend.run("events", "worker").out())
          .contains("its liveness probe found no change in " + spool + " for ");
    }
  }

  private static void awaitWhy(Tend tend, String unit, String sentence) {
    await()
        .atMost(Tend.DEADLINE)
        .untilAsserted(() ->
            assertThat(tend.lookout().why(unit).probes())
                .anySatisfy(answer -> assertThat(answer.sentence()).contains(sentence)));
  }
}
