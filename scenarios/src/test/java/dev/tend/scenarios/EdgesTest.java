package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
