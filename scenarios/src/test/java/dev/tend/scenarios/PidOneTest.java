package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as the first process of a container.
@EnabledIf("canUnshare")
class PidOneTest {

  private static final List<String> UNSHARE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  /// The second leaves children behind, who then end at different times.
  private static final String TOML =
      """
      [service.web]
      command = ["sleep", "300"]

      [service.leaver]
      command = ["sh", "-c", "(sleep 0.2 & sleep 0.3 & sleep 0.4 &); : >left; exec sleep 300"]
      """;

  @Test
  void orphansAreReaped(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, TOML, UNSHARE)) {
      tend.lookout().awaitState("leaver", "running");
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("left")));

      // The daemon itself may have helpers, but they live; what ended is to leave nothing.
      await("no zombie, and nobody left that had an end")
          .atMost(Tend.DEADLINE)
          .until(() ->
              daemon(tend)
                  .descendants()
                  .map(ProcessHandle::pid)
                  .map(Proc::new)
                  .noneMatch(PidOneTest::hasEnded));
      end(tend);
    }
  }

  private static boolean hasEnded(Proc process) {
    return !process.isAlive() || process.commandLine().matches("sleep 0\\..*");
  }

  @Test
  void termStopsAllAndEndsIt(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, TOML, UNSHARE)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "running");
      lookout.awaitState("leaver", "running");
      List<ProcessHandle> children = daemon(tend).descendants().toList();

      Ran ran = end(tend);

      assertThat(ran.exit()).isZero();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  /// While `unshare` waits for the daemon it ignores the signals that would end it.
  private static Ran end(Tend tend) {
    daemon(tend).destroy();
    return tend.awaitEnd();
  }

  /// The one child of `unshare`.
  private static ProcessHandle daemon(Tend tend) {
    return ProcessHandle.of(tend.daemonPid()).orElseThrow().children().findFirst().orElseThrow();
  }

  static boolean canUnshare() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "--pid", "--fork", "--mount-proc", "true")
            .start()
            .waitFor()
        == 0;
  }
}
