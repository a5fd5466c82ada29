package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The daemon in the background, where whoever started it has left.
class DaemonizeTest {

  @TempDir private Path folder;
  private Path socket = Path.of("");
  private Path pidFile = Path.of("");

  @BeforeEach
  void write() throws IOException {
    socket = Files.createDirectories(folder.resolve("run")).resolve("tend.sock");
    pidFile = folder.resolve("tend.pid");
    Files.writeString(folder.resolve("tend.toml"), "[service.web]\ncommand = \"sleep 300\"\n");
  }

  @AfterEach
  void end() throws IOException {
    if (Files.exists(pidFile)) {
      Proc daemon = new Proc(pid());
      tend("shutdown");
      daemon.awaitGone();
    }
  }

  @Test
  void itAnswersByTheTimeThatTheCallReturns() throws IOException {
    Ran ran = tend("serve", "tend.toml", "--daemonize", "--pidfile", "tend.pid");

    assertThat(ran.err()).isEmpty();
    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                "tend serves at " + socket + " in the background, with pid " + pid() + "\n",
                ""));
    assertThat(tend("status", "web").out()).contains("web");
  }

  @Test
  void itHasASessionOfItsOwnAndSpeaksToItsLog() throws IOException {
    tend("serve", "--config=tend.toml", "--daemonize", "--pidfile=tend.pid", "--logfile=tend.log");

    Proc daemon = new Proc(pid());
    assertThat(daemon.session()).isEqualTo(pid());
    assertThat(daemon.stream(0)).isEqualTo(Path.of("/dev/null"));
    assertThat(daemon.stream(1)).isEqualTo(folder.resolve("tend.log").toRealPath());
    assertThat(daemon.stream(2)).isEqualTo(folder.resolve("tend.log").toRealPath());
    assertThat(folder.resolve("tend.log")).content().startsWith("tend serves tend.toml at ");
  }

  @Test
  void itsFilesCanStandInTheConfigurationOfAnotherDialect() throws IOException {
    Files.writeString(
        folder.resolve("provisr.toml"),
        """
        [daemon]
        pid_file = "tend.pid"
        log_file = "tend.log"
        [[processes]]
        spec = { name = "web", command = "sleep 300" }
        """);

    Ran ran = tend("serve", "provisr.toml", "--daemonize");

    assertThat(ran.out()).contains("with pid " + pid());
    assertThat(folder.resolve("tend.log")).content().startsWith("tend serves provisr.toml at ");
  }

  /// A shell that captures output waits until nobody holds the pipe any more.
  @Test
  void itHoldsNothingOfItsCaller() throws IOException {
    Ran ran =
        Tend.runAt(
            socket,
            folder,
            List.of("sh", "-c", "said=$(\"$@\" 2>&1); echo \"heard: $said\"", "sh"),
            "serve",
            "tend.toml",
            "--daemonize",
            "--pidfile",
            "tend.pid");

    assertThat(ran.out()).startsWith("heard: tend serves at ");
    assertThat(new Proc(pid()).stream(2)).isEqualTo(Path.of("/dev/null"));
  }

  @Test
  void itsPidFileGoesWithIt() throws IOException {
    tend("serve", "tend.toml", "--daemonize", "--pidfile", "tend.pid");
    Proc daemon = new Proc(pid());

    assertThat(tend("shutdown").exit()).isZero();
    daemon.awaitGone();

    assertThat(pidFile).doesNotExist();
  }

  @Test
  void aSecondOneIsRefusedAndLeavesThePidFileAlone() throws IOException {
    tend("serve", "tend.toml", "--daemonize", "--pidfile", "tend.pid");
    long first = pid();

    Ran second = tend("serve", "tend.toml", "--daemonize", "--pidfile", "tend.pid");

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err()).contains("a daemon already runs here, with pid " + first);
    assertThat(pid()).isEqualTo(first);
  }

  @Test
  void whatKeepsItFromStartingIsSaidWithExitCodeOne() throws IOException {
    Files.writeString(folder.resolve("bad.toml"), "[service.web]\ncomand = \"sleep 300\"\n");

    Ran mistaken = tend("serve", "bad.toml", "--daemonize", "--pidfile", "tend.pid");
    Ran unlogged = tend("serve", "tend.toml", "--daemonize", "--logfile", "none/tend.log");
    Ran unnumbered = tend("serve", "tend.toml", "--daemonize", "--pidfile", "none/tend.pid");

    assertThat(List.of(mistaken, unlogged, unnumbered)).allMatch(ran -> ran.exit() == 1);
    assertThat(mistaken.err())
        .contains("bad.toml:2:1: unknown key 'comand'")
        .endsWith("tend: the daemon did not start\n");
    assertThat(unlogged.err()).contains("cannot write to none/tend.log: ENOENT");
    assertThat(unnumbered.err()).contains("cannot write the pid file none/tend.pid");
    assertThat(pidFile).doesNotExist();
  }

  /// A container's entry point, say: the caller's parent is the first process.
  @Test
  @EnabledIf("canUnshare")
  void itServesWhereTheParentIsTheFirstProcess() {
    Ran ran =
        Tend.runAt(
            socket,
            folder,
            List.of(
                "unshare",
                "--pid",
                "--fork",
                "--mount-proc",
                "sh",
                "-c",
                "\"$@\" && kill -0 \"$(cat tend.pid)\" && rm tend.pid",
                "sh"),
            "serve",
            "tend.toml",
            "--daemonize",
            "--pidfile",
            "tend.pid");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void inTheForegroundItHasAPidFileAndALogToo() throws IOException {
    Path log = folder.resolve("tend.log");
    String line = "exec \"$@\" --pidfile=" + pidFile + " --logfile=" + log;
    try (Tend tend = Tend.serve(folder, "", List.of("sh", "-c", line, "sh"))) {
      tend.run("status");

      assertThat(pid()).isEqualTo(tend.daemonPid());
      assertThat(log).content().contains("tend serves ");
      tend.end();
      assertThat(pidFile).doesNotExist();
    }
  }

  private Ran tend(String... words) {
    return Tend.runAt(socket, folder, List.of(), words);
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile).strip());
  }

  static boolean canUnshare() throws IOException, InterruptedException {
    return PidOneTest.canUnshare();
  }
}
