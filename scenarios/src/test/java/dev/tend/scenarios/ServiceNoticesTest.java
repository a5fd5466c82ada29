package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon tells whoever started it, as systemd would hear it.
@EnabledIf("hasPython")
class ServiceNoticesTest {

  private static final String TOML = "[service.web]\ncommand = [\"sleep\", \"300\"]\n";

  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print('listening', flush=True)
      while True:
          print(s.recv(4096).decode().replace('\\n', ' '), flush=True)
      """;

  @Test
  void aServiceHearsOfItsStartReloadAndEnd(@TempDir Path folder) throws IOException {
    try (Program listener = listen(folder)) {
      try (Tend tend = Tend.serve(folder, TOML, notifying(folder))) {
        heard(listener, "READY=1 STATUS=serves " + tend.configuration());
        tend.run("reload");
        heard(listener, "RELOADING=1 MONOTONIC_USEC=[0-9]+\nREADY=1\n");
        tend.run("shutdown");
        tend.awaitEnd();
      }
      heard(listener, "STOPPING=1");
      assertThat(listener.out()).doesNotContain("WATCHDOG");
    }
  }

  @Test
  void aWatchdogIsFedWhereItIsAskedForAndLeavesNoTrace(@TempDir Path folder) throws IOException {
    try (Program listener = listen(folder);
        Tend tend = Tend.serve(folder, TOML, notifying(folder, "WATCHDOG_USEC=200000"))) {
      heard(listener, "WATCHDOG=1\nWATCHDOG=1\nWATCHDOG=1");
      assertThat(tend.run("events").out()).doesNotContain("watchdog");
    }
  }

  private static List<String> notifying(Path folder, String... more) {
    List<String> env = new ArrayList<>(List.of("env", "NOTIFY_SOCKET=" + socket(folder)));
    env.addAll(List.of(more));
    return env;
  }

  private static Path socket(Path folder) {
    return folder.resolve("notify");
  }

  private static Program listen(Path folder) {
    List<String> line = List.of("python3", "-c", LISTENER, socket(folder).toString());
    Program listener = Program.start(line, folder, Map.of());
    heard(listener, "listening");
    return listener;
  }

  private static void heard(Program listener, String pattern) {
    await()
        .atMost(Tend.DEADLINE)
        .untilAsserted(() -> assertThat(listener.out()).containsPattern(pattern));
  }

  static boolean hasPython() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
  }
}
