package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.EventRecord;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What units have to do with each other, on the real kernel.
class EdgesTest {

  @Test
  void whatIsRequiredLateStartsWhoWaitsAndWhatIsWantedHoldsNobodyUp(@TempDir Path folder)
      throws IOException {
    Path ready = folder.resolve("ready");
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [defaults.service]
            stable_after = "50ms"
            backoff = { min = "10ms", max = "50ms" }
            [service.db]
            command = ["sh", "-c", "test -e %s || exit 1; exec sleep 300"]
            [service.web]
            command = ["sleep", "300"]
            requires = ["db"]
            wants = ["cache"]
            after = ["cache"]
            [service.proxy]
            command = ["sleep", "300"]
            requires = [{ unit = "web", restart = false }]
            [service.cache]
            command = ["false"]
            autostart = false
            """
                .formatted(ready))) {
      Lookout lookout = tend.lookout();
      lookout.awaitStatus("db", "restarted more than three times", status -> status.restarts() > 3);
      assertThat(lookout.status("web").state()).isEqualTo("waiting");
      assertThat(lookout.why("web").waitingFor()).contains("db is not ready");

      Files.createFile(ready);
      lookout.awaitState("proxy", "running");

      assertThat(lookout.status("cache").state()).isNotEqualTo("running");
      int web = lookout.pid("web");
      int proxy = lookout.pid("proxy");
      assertThat(tend.run("restart", "db", "--wait", "10s").exit()).isZero();
      lookout.awaitOtherPid("web", web);
      assertThat(lookout.pid("proxy")).isEqualTo(proxy);

      assertThat(tend.run("graph", "web").out())
          .isEqualTo(
              """
              proxy
              └── web  requires, no restart
                  ├── db  requires
                  ├── cache  wants
                  └── cache  after
              """);
      assertThat(tend.run("graph", "--mermaid").out())
          .startsWith("graph LR\n")
          .contains("-->|requires|", "-.->|wants|");
      assertThat(tend.run("graph", "--dot").out())
          .contains("\"web\" -> \"cache\" [label = \"wants\"");
      assertThat(tend.run("status", "--tree", "web").out()).contains("└── web", "no restart");
      assertThat(lookout.why("web").edges())
          .contains(
              "it requires db to be ready; db is running",
              "proxy requires web to be ready; proxy is running");
    }
  }

  @Test
  void aRollingRestartGoesOneByOneAndStopsAtTheFirstThatFails(@TempDir Path folder)
      throws IOException {
    Path broken = folder.resolve("broken");
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.app]
            command = ["sh", "-c", "test ! -e %s || exit 3; exec sleep 300"]
            instances = 3
            stable_after = "300ms"
            restart_delay = "1m"
            """
                .formatted(broken))) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("app.1");
      lookout.awaitRunning("app.2");
      int third = lookout.awaitRunning("app.3");

      Ran rolled = tend.run("restart", "--rolling", "app");

      assertThat(rolled.exit()).isZero();
      assertThat(rolled.out())
          .isEqualTo(
              """
              INSTANCE  PROCESS
              app.1     new
              app.2     new
              app.3     new
              """);
      assertThat(lookout.pid("app.1")).isNotEqualTo(first);
      assertThat(lookout.pid("app.3")).isNotEqualTo(third);

      third = lookout.pid("app.3");
      Files.createFile(broken);
      Ran failed = tend.run("restart", "--rolling=1", "app");

      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.out()).contains("app.1     not ready", "app.2     old", "app.3     old");
      assertThat(failed.err()).startsWith("tend: app.1 failed: it exited with code 3");
      assertThat(lookout.pid("app.3")).isEqualTo(third);
      assertThat(tend.run("restart", "--rolling", "app", "--json").out())
          .contains("\"phase\":\"stopped\"", "\"old\":[\"app.2\",\"app.3\"]");
    }
  }

  @Test
  void groupsStartAndStopInOrderAndSoManyAtATime(@TempDir Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String server =
        String.join(
            "\", \"",
            List.of("python3", "-m", "http.server", "--bind", "127.0.0.1", Integer.toString(port)));
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [daemon]
            parallel = 1
            [defaults.service]
            stable_after = "50ms"
            autostart = false
            [service.db]
            command = ["%s"]
            readiness = { tcp = %d, every = "50ms" }
            [service.queue]
            command = ["sleep", "300"]
            readiness = { file = "queue.up", every = "50ms" }
            [service.app]
            command = ["sleep", "300"]
            requires = ["db", "queue"]
            [service.web]
            command = ["sleep", "300"]
            requires = ["app"]
            [group.backend]
            members = ["web", "db", "app", "queue"]
            """
                .formatted(server, port))) {
      Lookout lookout = tend.lookout();

      assertThat(tend.run("start", "@backend").exit()).isZero();
      lookout.awaitRunning("db");
      lookout.awaitState("queue", "starting");
      assertThat(lookout.status("db").cause())
          .contains("its readiness probe could connect to 127.0.0.1:" + port);
      assertThat(tend.run("stop", "@backend", "--wait", "20s").exit()).isZero();
      long before = lookout.position();
      Files.createFile(folder.resolve("queue.up"));
      assertThat(tend.run("start", "@backend", "--wait", "20s").exit()).isZero();
      assertThat(became(lookout, before, "running")).containsExactly("db", "queue", "app", "web");
      assertThat(became(lookout, before, "starting")).startsWith("db", "queue");

      before = lookout.position();
      assertThat(tend.run("stop", "@backend", "--wait", "20s").exit()).isZero();
      assertThat(became(lookout, before, "stopped"))
          .startsWith("web", "app")
          .containsExactlyInAnyOrder("web", "app", "db", "queue");

      Files.delete(folder.resolve("queue.up"));
      assertThat(tend.run("start", "queue", "db").exit()).isZero();
      lookout.awaitState("queue", "starting");
      lookout.awaitState("db", "waiting");
      assertThat(lookout.why("db").waitingFor())
          .startsWith("its turn has not come: 1 of 1 are starting");
    }
  }

  /// In the order in which they came into that state.
  private static List<String> became(Lookout lookout, long position, String state) {
    return lookout.eventsAfter(position).stream()
        .filter(event -> state.equals(event.to()))
        .map(EventRecord::unit)
        .toList();
  }

  @Test
  void aReloadReplacesOneAfterTheOtherWhereTheUnitSaysSo(@TempDir Path folder) throws IOException {
    String toml =
        """
        [service.app]
        command = ["sh", "-c", "exec sleep 300", "%s"]
        instances = 2
        stable_after = "100ms"
        restart_delay = "1m"
        update = "rolling"
        """;
    try (Tend tend = Tend.serve(folder, toml.formatted("old"))) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("app.1");
      int second = lookout.awaitRunning("app.2");

      tend.configure(toml.formatted("new"));
      assertThat(tend.run("reload").exit()).isZero();
      assertThat(rolled(lookout)).isEqualTo("rolling restart done: all are new; new: app.1, app.2");
      assertThat(lookout.pid("app.1")).isNotEqualTo(first);
      assertThat(lookout.pid("app.2")).isNotEqualTo(second);

      second = lookout.pid("app.2");
      tend.configure(toml.formatted("newest").replace("exec sleep 300", "exit 3"));
      long before = lookout.position();
      assertThat(tend.run("reload").exit()).isZero();
      await()
          .atMost(Tend.DEADLINE)
          .until(() -> lookout.eventsAfter(before).stream().anyMatch(EdgesTest::isRolled));
      assertThat(rolled(lookout))
          .startsWith("rolling restart stopped: app.1 failed: it exited with code 3")
          .endsWith("new: none; still old: app.2");
      assertThat(lookout.pid("app.2")).isEqualTo(second);
    }
  }

  private static boolean isRolled(EventRecord event) {
    return event.type().equals("rolled");
  }

  private static String rolled(Lookout lookout) {
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> lookout.events().stream().anyMatch(EdgesTest::isRolled));
    return lookout.events().stream()
        .filter(EdgesTest::isRolled)
        .map(EventRecord::cause)
        .reduce("", (_, last) -> last);
  }
}
