package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why things are as they are on a real kernel, and why they were.
class WhyTest {

  @Test
  void whatTheKernelRefusesAndWhatIsWrittenLastIsTheRootCause(@TempDir Path folder)
      throws IOException {
    Path script = folder.resolve("script");
    Files.writeString(script, "#!/bin/sh\nexit 0\n");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Tend tend =
            Tend.serve(
                folder,
                """
                [defaults.service]
                restart = "never"
                [service.unexecutable]
                command = ["%s"]
                [service.stranger]
                command = ["true"]
                user = "no-such-user"
                [service.crowded]
                command = ["python3", "-c", '''
                import socket
                print("starting", flush=True)
                socket.socket().bind(("127.0.0.1", %d))
                ''']
                [service.front]
                command = ["sleep", "1000"]
                requires = ["crowded"]
                """
                    .formatted(script, taken.getLocalPort()))) {
      Lookout lookout = tend.lookout();
      List.of("unexecutable", "stranger", "crowded")
          .forEach(unit -> lookout.awaitState(unit, "failed"));

      assertThat(lookout.why("unexecutable").root())
          .isEqualTo(
              "cannot execute %s: EACCES (a file of that name is there but has no execute bit:"
                      .formatted(script)
                  + " chmod +x)");
      assertThat(lookout.why("stranger").root())
          .startsWith("cannot run as no-such-user: ")
          .contains("no such user in /etc/passwd");
      String said =
          "it exited with code 1; it last wrote \"OSError: [Errno 98] Address already in use\"";
      await()
          .atMost(Tend.DEADLINE)
          .untilAsserted(() -> assertThat(lookout.why("crowded").root()).isEqualTo(said));
      assertThat(lookout.why("front").root()).isEqualTo("crowded: " + said);
      assertThat(tend.run("why", "front").out())
          .contains("it wrote last\n  Traceback", "crowded: somebody to start it");
    }
  }

  @Test
  void thePastIsToldFromTheRecordsAlsoByTheNextDaemon(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.db]
            command = ["sleep", "1000"]
            stable_after = "50ms"
            [service.web]
            command = ["sleep", "1000"]
            requires = ["db"]
            stable_after = "50ms"
            """)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "running");
      String running = Instant.now().toString();
      assertThat(tend.run("stop", "db", "--wait", "20s").exit()).isZero();
      lookout.awaitState("web", "waiting");
      String stopped = Instant.now().toString();
      assertThat(tend.run("start", "db").exit()).isZero();
      lookout.awaitState("web", "running");
      await()
          .atMost(Tend.DEADLINE)
          .untilAsserted(() -> {
            assertThat(root(tend, running)).isEqualTo("autostart is set and the daemon started");
            assertThat(root(tend, stopped)).startsWith("db: ").endsWith("asked for a stop");
          });

      tend.killDaemon();
      tend.serveAgain();
      tend.lookout().awaitState("web", "running");

      Ran then = tend.run("why", "web", "--at", stopped);
      assertThat(then.out())
          .containsPattern("^db: .* asked for a stop\nweb: waiting for .* by ")
          .contains("db is being stopped", "what came next\n")
          .containsPattern("db: it became starting: .* asked for a start");
      assertThat(root(tend, running)).isEqualTo("autostart is set and the daemon started");
      assertThat(tend.run("why", "web", "--at", "2020-01-01T00:00:00Z").err())
          .contains("the records reach back to ")
          .contains(" only");
      assertThat(tend.run("why", "web", "--at", "2999-01-01T00:00:00Z").err())
          .contains("is yet to come");

      tend.configure("[service.db]\ncommand = [\"sleep\", \"1000\"]\nstable_after = \"50ms\"\n");
      assertThat(tend.run("reload").out()).isEqualTo("removed web\n");
      await()
          .atMost(Tend.DEADLINE)
          .untilAsserted(() ->
              assertThat(tend.run("why", "web").out())
                  .containsPattern("^.* asked for a reload\nweb: removed for ")
                  .contains("the reload removed it"));
    }
  }

  private static String root(Tend tend, String at) {
    return String.valueOf(((Map<?, ?>) tend.json("why", "web", "--at", at)).get("root"));
  }
}
