package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the README, on a free port.
class QuickstartTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/quickstart/tend.toml");

  @Test
  void theWorkerFetchesFromTheWebServer(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, example())) {
      tend.awaitState("worker", "running");

      await()
          .atMost(Tend.DEADLINE)
          .until(() -> Files.readString(tend.log("worker", 1, "stdout")).contains("200 OK"));
    }
  }

  @Test
  void aKilledWebServerComesBackAndItsWorkerWithIt(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, example())) {
      tend.awaitState("worker", "running");
      long before = tend.pid("web");

      ProcessHandle.of(before).orElseThrow().destroyForcibly();

      await()
          .atMost(Tend.DEADLINE)
          .until(() -> tend.instance("web").get("pid"), pid -> isAnother(pid, before));
      tend.awaitState("web", "running");
      tend.awaitState("worker", "running");
    }
  }

  @Test
  void everyExampleIsFreeOfMistakes(@TempDir Path folder) {
    Ran ran = Tend.runAlone(folder, "check", EXAMPLE.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  private static boolean isAnother(@Nullable Object pid, long before) {
    return pid instanceof Number number && number.longValue() != before;
  }

  /// The example as if it stood where it stands, listening where nobody else does.
  private static String example() throws IOException {
    return Files.readString(EXAMPLE).replace("7780", String.valueOf(freePort()))
        + "\n[defaults.service]\ndirectory = \""
        + EXAMPLE.toAbsolutePath().getParent()
        + "\"\n";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
