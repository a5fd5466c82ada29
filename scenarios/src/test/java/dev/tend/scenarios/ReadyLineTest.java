package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that are ready once they have written a line, on the real kernel.
class ReadyLineTest {

  @Test
  void aLineMakesItReadyAcrossADaemonsDeathAndItsAbsenceFailsTheStart(@TempDir Path folder)
      throws IOException {
    String toml =
        """
        [service.web]
        command = "echo warming up; while ! test -e go; do sleep 0.05; done; echo listening on 8080; exec sleep 300"
        readiness = { line = "listening on [0-9]+" }
        log = { timestamps = true }
        [service.app]
        command = "sleep 300"
        requires = ["web"]
        stable_after = "10ms"
        [service.mute]
        command = "echo nothing of interest; exec sleep 300"
        readiness = { line = "^ready" }
        start_within = "300ms"
        restart = "never"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("mute", "failed");
      assertThat(lookout.why("mute").root())
          .isEqualTo("it was not ready within 300ms (start_within)");
      assertThat(lookout.status("web").state()).isEqualTo("starting");
      int web = lookout.pid("web");

      tend.killDaemon();
      Files.createFile(folder.resolve("go"));
      tend.serveAgain();

      assertThat(tend.lookout().awaitRunning("web")).isEqualTo(web);
      tend.lookout().awaitRunning("app");
      assertThat(tend.run("why", "web").out()).contains("it wrote 'listening on 8080'");
      assertThat(tend.socket().resolveSibling("line")).isEmptyDirectory();
    }
  }
}
