package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command line of provisr's README, with `provisr` read as `tend`, against a daemon with the
/// README's own configuration. What differs: ports, and where the folders of its examples lie.
class ProvisrCommandsTest {

  @TempDir private Path folder;
  private Path socket = Path.of("");
  private int port;

  @BeforeEach
  void write() throws IOException {
    port = freePort();
    socket = Files.createDirectories(folder.resolve("run")).resolve("tend.sock");
    Files.createDirectories(folder.resolve("config/programs"));
    Files.writeString(
        folder.resolve("config/config.toml"),
        """
        [server]
        enabled = true
        listen = ":%d"
        base_path = "/api"
        pidfile = "%s/provisr.pid" # For daemonization
        logfile = "%s/provisr.log" # Optional

        [[groups]]
        name = "backend"
        members = ["worker"]
        """
            .formatted(port, folder, folder));
    Files.writeString(
        folder.resolve("config/programs/worker.toml"),
        """
        # Long-running process
        type = "process"
        [spec]
        name = "worker"
        command = "sh -c 'while true; do echo web; sleep 2; done'"
        priority = 10
        """);
    Files.writeString(
        folder.resolve("process-config.json"),
        """
        {"name": "filed", "command": "sleep 300", "auto_restart": true}
        """);
    Files.createDirectories(folder.resolve("app"));
    executable("bin/python", "exec sleep 300");
    executable("server", "exec sleep 300");
  }

  @AfterEach
  void end() throws IOException {
    Path pidFile = folder.resolve("provisr.pid");
    if (Files.exists(pidFile)) {
      Proc daemon = new Proc(Long.parseLong(Files.readString(pidFile).strip()));
      tend("provisr shutdown");
      daemon.awaitGone();
    }
  }

  @Test
  void everyCommandLineWorks() throws IOException {
    well("provisr serve --config config/config.toml --daemonize");
    Lookout lookout = Tend.lookout(socket);
    assertThat(folder.resolve("provisr.pid")).exists();
    lookout.awaitRunning("worker");

    // Basic Process Management
    well("provisr register --name demo --command \"sleep 10\"");
    well("provisr start --name demo");
    assertThat(well("provisr status --name demo")).contains("demo").contains("ing");
    well("provisr stop --name demo");
    lookout.awaitState("demo", "stopped");

    // Config-driven Workflow
    well("provisr group-start --group backend");
    lookout.awaitState("worker", "running");
    well("provisr group-stop --group backend");
    lookout.awaitState("worker", "stopped");

    // Process Registration
    well("provisr register --name web --command \"python app.py\" --work-dir /app");
    int web = lookout.awaitRunning("web");
    assertThat(Path.of("/proc/" + web + "/cwd").toRealPath())
        .isEqualTo(folder.resolve("app").toRealPath());
    well("provisr register-file --file ./process-config.json");
    lookout.awaitRunning("filed");

    // Remote registration
    well("provisr register --name api --command \"./server\" --api-url http://remote:8080/api");
    lookout.awaitRunning("api");

    // Remove processes
    well("provisr unregister --name web");
    new Proc(web).awaitGone();
    assertThat(folder.resolve("config/programs"))
        .isDirectoryNotContaining("glob:**/web.json")
        .isDirectoryContaining("glob:**/api.json")
        .isDirectoryContaining("glob:**/demo.json")
        .isDirectoryContaining("glob:**/filed.json");

    // HTTP API, for which `demo` of the sections above has to make room.
    well("provisr unregister --name demo");
    curl(
        "curl -X POST localhost:8080/api/start -H 'Content-Type: application/json'"
            + " -d '{\"name\":\"demo\",\"command\":\"sleep 300\",\"instances\":2}'");
    assertThat(curl("curl 'localhost:8080/api/status?base=demo'"))
        .contains("\"demo-1\"")
        .contains("\"demo-2\"");
    curl("curl -X POST 'localhost:8080/api/stop?wildcard=demo-*'");
    lookout.awaitState("demo.1", "stopped");
    lookout.awaitState("demo.2", "stopped");
  }

  /// What provisr's commands have beside those that its README shows.
  @Test
  void theSameIsSpokenToARemoteDaemon() throws IOException {
    String remote = " --api-url http://remote:8080/api --api-timeout 20s";
    well("provisr serve config/config.toml --daemonize --logfile ./other.log");
    Lookout lookout = Tend.lookout(socket);
    assertThat(folder.resolve("other.log")).exists();

    well("provisr start --name demo --cmd 'sleep 300' --instances 2" + remote);
    lookout.awaitRunning("demo.1");
    assertThat(well("provisr status --base demo" + remote))
        .contains("\"name\": \"demo-1\"")
        .contains("\"name\": \"demo-2\"");
    assertThat(well("provisr status --detailed" + remote)).contains("\"worker\"");
    assertThat(well("provisr stop --name demo-1 --wait 5s" + remote)).contains("\"stopped\"");
    lookout.awaitState("demo.1", "stopped");
    well("provisr start --wildcard 'demo-*'" + remote);
    lookout.awaitRunning("demo.1");
    assertThat(well("provisr group-status --group backend" + remote)).contains("\"worker\"");
    well("provisr group-stop --group backend --wait 5s" + remote);
    lookout.awaitState("worker", "stopped");
    well("provisr group-start --group backend" + remote);
    lookout.awaitRunning("worker");
    well("provisr unregister --name demo" + remote);
    well("provisr register-file --file process-config.json" + remote);
    lookout.awaitRunning("filed");

    Ran unknown = tend("provisr start --name nobody" + remote);
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("process nobody not found");
    Ran inConfiguration = tend("provisr unregister --name filed --api-url http://remote:1/api");
    assertThat(inConfiguration.exit()).as("nobody is there").isEqualTo(4);
  }

  @Test
  void whatIsRegisteredBeforeTheDaemonRunsIsKnownToIt() throws IOException {
    well("provisr register --name demo --command \"sleep 300\" --auto-start");
    Ran again = tend("provisr register --name demo --command \"sleep 10\"");
    well("provisr register-file --file ./process-config.json");
    well("provisr unregister --name filed");

    well("provisr serve --config config/config.toml --daemonize");

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("'demo' is registered already");
    Tend.lookout(socket).awaitRunning("demo");
    assertThat(folder.resolve("config/programs/demo.json")).exists();
    assertThat(folder.resolve("config/programs/filed.json")).doesNotExist();
    Ran inConfiguration = tend("provisr status --name filed");
    assertThat(inConfiguration.exit()).isEqualTo(1);
  }

  /// Runs a line of the README that has to work, and returns what it printed.
  private String well(String line) {
    Ran ran = tend(line);
    assertThat(ran.exit()).as("%s%n%s", line, ran).isZero();
    return ran.out();
  }

  private Ran tend(String line) {
    List<String> words = List.of(split(here(line)).split("\0", -1));
    String path = "PATH=" + folder.resolve("bin") + ":" + System.getenv("PATH");
    return Tend.runAt(
        socket,
        folder,
        List.of("env", path),
        words.subList(1, words.size() - 1).toArray(String[]::new));
  }

  private String curl(String line) {
    try (Program curl =
        Program.start(List.of("sh", "-c", here(line) + " -sS -f"), folder, Map.of())) {
      Ran ran = curl.awaitEnd(Tend.DEADLINE);
      assertThat(ran.exit()).as("%s%n%s", line, ran).isZero();
      return ran.out();
    }
  }

  /// The line with its machines, ports and folders replaced by those of this test.
  private String here(String line) {
    return line.replace("remote:8080", "localhost:" + port)
        .replace("localhost:8080", "localhost:" + port)
        .replace("/app", folder.resolve("app").toString());
  }

  /// The words of a line as a shell sees them, each with a NUL behind it.
  private String split(String line) {
    try (Program shell =
        Program.start(List.of("sh", "-c", "printf '%s\\0' " + line), folder, Map.of())) {
      return shell.awaitEnd(Tend.DEADLINE).out();
    }
  }

  private void executable(String name, String line) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
