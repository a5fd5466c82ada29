package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for the daemon itself.
class DaemonTest {

  private static final int IDLERS = 300;

  @Test
  void aSecondDaemonInTheSameFolderIsRefusedWithThePidOfTheFirst(@TempDir Path folder)
      throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sleep", "300"]
            """)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "running");
      int pid = lookout.pid("web");

      Ran ran = tend.run("serve", "--config", tend.configuration().toString());

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("pid " + tend.daemonPid());
      assertThat(lookout.pid("web")).isEqualTo(pid);
    }
  }

  @Test
  void anIdleDaemonWithManyServicesUsesNoCpuTime(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.idler]
            command = ["sleep", "300"]
            instances = %d
            """
                .formatted(IDLERS))) {
      Lookout lookout = tend.lookout();
      await()
          .atMost(Tend.DEADLINE)
          .until(() -> lookout.all().stream().allMatch(status -> status.state().equals("running")));

      tend.daemon().awaitIdle(Duration.ofSeconds(3));

      assertThat(lookout.all()).hasSize(IDLERS).allMatch(status -> status.restarts() == 0);
    }
  }
}
