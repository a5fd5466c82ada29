package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.EventRecord;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as provisr has them, brought up by the daemon as they are. The numbers are those of our
/// notes on what goes wrong there.
class ProvisrFilesTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/provisr");

  @Test
  void b30TheOriginalExampleComesUpWithServeAndConfig(@TempDir Path folder) throws IOException {
    copy(EXAMPLES.resolve("config/programs"), Files.createDirectory(folder.resolve("programs")));
    standIn(folder.resolve("server"));

    try (Tend tend = Tend.serve(folder, example())) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "running");
      lookout.awaitState("api", "running");

      assertThat(tend.run("status", "@webstack").out()).contains("web", "api");
      assertThat(tend.daemonLog())
          .contains("would be every address of this machine")
          .doesNotContain("left out: ");
      // B-01: it was started at once, and again and again.
      assertThat(tend.run("cron", "show", "daily-backup").out()).contains("it has not fired yet");
      assertThat(tend.run("job", "show", "data-processor").exit()).isZero();
      assertThat(tend.run("reload").out()).contains("nothing changed");
      await().atMost(Tend.DEADLINE).until(() -> tend.run("logs", "web").out().contains("web\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generated", "files", "folder"})
  void withTlsNothingListensOnTcpAndThatIsSaid(String name, @TempDir Path folder)
      throws IOException {
    String example = Files.readString(EXAMPLES.resolve("tls/" + name + ".toml"));

    try (Tend tend = Tend.serve(folder, example)) {
      assertThat(tend.daemonLog()).contains("left out: ", "TLS is not there yet");
      assertThat(tend.daemonLog()).doesNotContain("http:/");
    }
  }

  @Test
  void checkSaysWhatIsLeftOutAndTakesADialect(@TempDir Path folder) {
    String program = EXAMPLES.resolve("config/programs/web-app.toml").toString();
    String tls = EXAMPLES.resolve("tls/folder.toml").toString();

    Ran check = Tend.runAlone(folder, "check", tls);
    Ran nonsense = Tend.runAlone(folder, "check", "--dialect", "provsir", program);
    Ran asNative = Tend.runAlone(folder, "check", "--dialect", "native", program);

    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).contains("left out: ", "TLS is not there yet");
    assertThat(nonsense.err()).contains("no dialect 'provsir'; there are native, provisr");
    assertThat(asNative.out()).contains("unknown key 'type'");
  }

  @Test
  void b06EveryInstanceHasAPidFileOfItsOwnAndIsFoundAgain(@TempDir Path folder) throws IOException {
    Path pids = folder.resolve("run/pids");
    String config =
        """
        pid_dir = "run/pids"
        [[processes]]
        spec = { name = "web", command = "sleep 300", instances = 2 }
        """;
    try (Tend tend = Tend.serve(folder, config)) {
      int first = tend.lookout().awaitRunning("web.1");
      int second = tend.lookout().awaitRunning("web.2");
      await().atMost(Tend.DEADLINE).until(() -> lines(pids.resolve("web-2.pid")).size() == 1);
      assertThat(lines(pids.resolve("web-1.pid"))).containsExactly(String.valueOf(first));
      assertThat(lines(pids.resolve("web-2.pid"))).containsExactly(String.valueOf(second));

      tend.killDaemon();
      tend.serveAgain();

      assertThat(tend.lookout().awaitRunning("web.1")).isEqualTo(first);
      assertThat(tend.lookout().awaitRunning("web.2")).isEqualTo(second);
    }
  }

  @Test
  void b09AndB10OneFailsAndTheOthersStartByPriority(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [[processes]]
            spec = { name = "aaa", command = "/nowhere/aaa", auto_restart = true }
            [[processes]]
            spec = { name = "mmm", command = "sleep 300", priority = 20 }
            [[processes]]
            spec = { name = "zzz", command = "sleep 300", priority = 10 }
            """)) {
      tend.lookout().awaitState("mmm", "running");
      tend.lookout().awaitState("zzz", "running");

      assertThat(tend.lookout().awaitState("aaa", "backoff").attempt()).isGreaterThan(1);
      assertThat(starts(tend)).containsSubsequence("zzz", "mmm");
    }
  }

  private static List<String> starts(Tend tend) {
    return tend.lookout().events().stream()
        .filter(event -> event.type().equals("starting"))
        .map(EventRecord::unit)
        .toList();
  }

  @Test
  void b11StartsThatFailAreRetriedAsOftenAsIsSaidAndThenItHasFailed(@TempDir Path folder)
      throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [[processes]]
            [processes.spec]
            name = "web"
            command = "sh -c 'echo try >>tries; exit 0'"
            retry_count = 2
            retry_interval = "50ms"
            start_duration = "10s"
            """)) {
      tend.lookout().awaitState("web", "failed");

      assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(3);
      assertThat(tend.run("why", "web").out()).contains("3 failed starts");
    }
  }

  @Test
  void b12ARestartWaitsItsIntervalEachTime(@TempDir Path folder) throws IOException {
    Path ends = folder.resolve("ends");
    try (Tend _ =
        Tend.serve(
            folder,
            """
            [[processes]]
            [processes.spec]
            name = "web"
            command = "date +%s%N >>ends"
            auto_restart = true
            restart_interval = 300000000
            """)) {
      await().atMost(Tend.DEADLINE).until(() -> lines(ends).size() >= 4);

      List<Long> at = lines(ends).stream().map(Long::parseLong).toList();
      for (int i = 1; i < at.size(); i++) {
        assertThat(at.get(i) - at.get(i - 1)).isGreaterThanOrEqualTo(300_000_000L);
      }
    }
  }

  @Test
  void b20AnEditAppliesToAProcessThatSurvivedTheDaemon(@TempDir Path folder) throws IOException {
    String process = "[[processes]]\n[processes.spec]\nname = 'web'\ncommand = 'sleep 300'\n";
    try (Tend tend = Tend.serve(folder, process)) {
      tend.lookout().awaitState("web", "running");
      int pid = tend.lookout().pid("web");
      tend.killDaemon();
      tend.configure(process + "auto_restart = true\nrestart_interval = '50ms'\n");

      tend.serveAgain();
      tend.lookout().awaitStatus("web", "adopted", status -> status.adopted());
      assertThat(tend.lookout().pid("web")).isEqualTo(pid);
      assertThat(tend.shell("kill -9 " + pid).exit()).isZero();

      assertThat(tend.lookout().awaitOtherPid("web", pid)).isNotEqualTo(pid);
    }
  }

  @Test
  void b22WithoutUseOsEnvAProcessSeesOfTheDaemonOnlyTheNamedFew(@TempDir Path folder)
      throws IOException {
    String processes =
        """
        env = ["WHO=me", "GREETING=hello ${WHO}"]
        [[processes]]
        spec = { name = "web", command = "env >seen.new && mv seen.new seen && exec sleep 300" }
        """;
    Path seen = folder.resolve("seen");
    try (Tend tend = Tend.serve(folder, processes)) {
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(seen));
      assertThat(lines(seen))
          .contains("GREETING=hello me")
          .anyMatch(line -> line.startsWith("PATH="))
          .noneMatch(line -> line.startsWith("TEND_SCENARIO="));

      Files.delete(seen);
      tend.configure("use_os_env = true\n" + processes);
      tend.run("reload");

      await().atMost(Tend.DEADLINE).until(() -> Files.exists(seen));
      assertThat(lines(seen)).anyMatch(line -> line.startsWith("TEND_SCENARIO="));
    }
  }

  @Test
  void b36AReloadWithABadProgramFileChangesNothing(@TempDir Path folder) throws IOException {
    Path program = Files.createDirectory(folder.resolve("programs")).resolve("web.json");
    String good = "{\"type\":\"process\",\"spec\":{\"name\":\"web\",\"command\":\"sleep 300\"}}";
    Files.writeString(program, good);
    try (Tend tend = Tend.serve(folder, "pid_dir = 'run'\n")) {
      tend.lookout().awaitState("web", "running");
      int pid = tend.lookout().pid("web");
      Files.writeString(program, good.replace("command", "comand"));

      Ran reload = tend.run("reload");

      assertThat(reload.exit()).isEqualTo(1);
      assertThat(reload.err()).containsPattern("web.json:1:\\d+: unknown key .comand.");
      assertThat(tend.lookout().pid("web")).isEqualTo(pid);

      tend.end();
      tend.serveAgain();
      assertThat(tend.daemonLog()).contains("left out: ", "unknown key 'comand'");
    }
  }

  @Test
  void b39TheLevelOfTheDaemonsLogHasAnEffect(@TempDir Path folder) throws IOException {
    String process = "[[processes]]\nspec = { name = 'web', command = 'sleep 300' }\n";
    try (Tend tend = Tend.serve(folder, "[log]\nlevel = 'error'\n" + process)) {
      tend.lookout().awaitState("web", "running");
      tend.end();

      assertThat(tend.daemonLog()).contains("tend serves").doesNotContain("unit=web.1");
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The example as it stands, listening where nobody else does.
  private static String example() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return Files.readString(EXAMPLES.resolve("config/config.toml"))
          .replace("8080", String.valueOf(free.getLocalPort()));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      // Those with hooks have the names of those without.
      for (Path file : files.filter(one -> !one.toString().contains("-hooks")).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  /// What the example calls, and this host does not have.
  private static void standIn(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\nexec sleep 300\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
