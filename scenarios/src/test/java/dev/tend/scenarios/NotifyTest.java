package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Services that say how they are, as sd_notify(3) has it, to a daemon on the real kernel.
@EnabledIf("hasPython")
class NotifyTest {

  /// What every child begins with: `say` sends one message, `until(name)` waits for a file of that
  /// name beside the configuration.
  private static final String PRELUDE =
      """
      import os, signal, socket, sys, time
      def say(text, to=None):
          s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          s.sendto(text.encode(), to or os.environ['NOTIFY_SOCKET'])
          s.close()
      def until(name):
          while not os.path.exists(name):
              time.sleep(0.01)
      """;

  @TempDir private Path folder;

  @Test
  void aServiceIsReadyWhenItSaysSoAndItsStatusIsShown() throws IOException {
    String text =
        """
        say('STATUS=loading')
        until('go')
        say('READY=1\\nSTATUS=serves 3 clients')
        signal.pause()
        """;
    try (Tend tend = Tend.serve(folder, service("readiness = { notify = true }", text))) {
      eventually(() -> assertThat(said(tend)).containsEntry("status", "loading"));
      assertThat(tend.instance("web")).containsEntry("state", "starting");

      Files.createFile(folder.resolve("go"));

      awaitState(tend, "running");
      assertThat(said(tend)).containsEntry("status", "serves 3 clients");
      assertThat(said(tend).get("ready_by")).asString().startsWith("it said READY=1 (pid ");
      assertThat(tend.run("why", "web").out())
          .contains("its status is \"serves 3 clients\"", "it said READY=1");
      assertThat(tend.run("status").out()).contains("serves 3 clients");
    }
  }

  @Test
  void aGrandchildMaySaySoAndAStrangerMayNot() throws IOException {
    String text =
        """
        if os.fork() == 0:
            os.setsid()
            until('go')
            say('READY=1')
            signal.pause()
        signal.pause()
        """;
    try (Tend tend = Tend.serve(folder, service("readiness = { notify = true }", text))) {
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(socket(tend)));
      int refused =
          new ProcessBuilder("python3", "-c", PRELUDE + "say('READY=1', sys.argv[1])", at(tend))
              .start()
              .waitFor();
      assertThat(refused).isZero();
      eventually(() -> assertThat(tend.run("events").out()).contains("notice_dropped"));
      assertThat(tend.instance("web")).containsEntry("state", "starting");

      Files.createFile(folder.resolve("go"));

      awaitState(tend, "running");
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aDaemonThatForksNamesItsMainProcess() throws IOException {
    String text =
        """
        child = os.fork()
        if child == 0:
            os.setsid()
            until('over')
            sys.exit(7)
        say('MAINPID=%d\\nREADY=1' % child)
        """;
    String keys = "readiness = { notify = true }\nrestart = \"never\"";
    try (Tend tend = Tend.serve(folder, service(keys, text))) {
      awaitState(tend, "running");
      eventually(
          () -> assertThat(tend.run("events", "web").out()).contains("main_moved", "MAINPID"));
      assertThat(tend.instance("web")).containsEntry("state", "running");

      Files.createFile(folder.resolve("over"));

      awaitState(tend, "failed");
      assertThat(tend.instance("web").get("last_exit")).asString().contains("code=7");
    }
  }

  @Test
  void aStartMayAskForMoreTime() throws IOException {
    String text =
        """
        say('EXTEND_TIMEOUT_USEC=20000000')
        time.sleep(1.2)
        say('READY=1')
        signal.pause()
        """;
    String keys = "readiness = { notify = true }\nstart_within = \"1s\"";
    try (Tend tend = Tend.serve(folder, service(keys, text))) {
      awaitState(tend, "running");
      assertThat(tend.instance("web")).containsEntry("restarts", 0L);
    }
  }

  @Test
  void aServiceThatHangsIsReplacedAndWhySaysWhatItSaidLast() throws IOException {
    String text =
        """
        assert os.environ['WATCHDOG_PID'] == str(os.getpid())
        assert os.environ['WATCHDOG_USEC'] == '300000'
        say('READY=1')
        n = 0
        while n < 5 or os.path.exists('hung'):
            say('WATCHDOG=1\\nSTATUS=tick %d' % n)
            n += 1
            time.sleep(0.1)
        open('hung', 'w').close()
        signal.pause()
        """;
    String keys = "readiness = { notify = true }\nwatchdog = \"300ms\"\nbackoff = { min = \"1s\" }";
    try (Tend tend = Tend.serve(folder, service(keys, text))) {
      eventually(() -> assertThat(tend.instance("web").get("restarts")).isEqualTo(1L));
      awaitState(tend, "running");

      assertThat(tend.instance("web").get("last_exit")).asString().contains("SIGABRT");
      assertThat(tend.run("events", "web").out())
          .contains("no WATCHDOG=1 for 300ms; the last one came at", "its status was \"tick 4\"");
    }
  }

  @Test
  void theNextDaemonHearsOnTheSameSocket() throws IOException {
    String text =
        """
        until('go')
        say('READY=1\\nSTATUS=late')
        signal.pause()
        """;
    try (Tend tend = Tend.serve(folder, service("readiness = { notify = true }", text))) {
      eventually(() -> assertThat(tend.instance("web").get("pid")).isNotNull());
      long pid = tend.pid("web");
      tend.killDaemon();
      tend.serveAgain();
      assertThat(tend.instance("web")).containsEntry("state", "starting");

      Files.createFile(folder.resolve("go"));
      awaitState(tend, "running");
      tend.killDaemon();
      tend.serveAgain();

      assertThat(tend.instance("web")).containsEntry("state", "running");
      assertThat(tend.pid("web")).isEqualTo(pid);
    }
  }

  @Test
  void aProcessOfAnotherUserMaySaySo() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root starts as another user");
    Path open = Files.createTempDirectory(Path.of("/tmp"), "tend");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    // What stands first on PATH may be root's alone.
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
    String keys = "readiness = { notify = true }\nuser = \"nobody\"\nrestart = \"never\"";
    String toml = service(keys, "say('READY=1')\nsignal.pause()\n");
    try (Tend tend = Tend.serve(open, toml.replace("python3", "/usr/bin/python3"))) {
      awaitState(tend, "running");
      try (Stream<Path> others = Files.list(socket(tend).getParent())) {
        assertThat(others.filter(path -> !path.equals(socket(tend))))
            .isNotEmpty()
            .allSatisfy(path ->
                assertThat(Files.getPosixFilePermissions(path))
                    .doesNotContain(
                        PosixFilePermission.OTHERS_READ,
                        PosixFilePermission.OTHERS_WRITE,
                        PosixFilePermission.OTHERS_EXECUTE));
      }
    } finally {
      new ProcessBuilder("rm", "-rf", open.toString()).start().onExit().join();
    }
  }

  @Test
  void aNewlineOnADescriptorMakesItReady() throws IOException {
    String text =
        """
        until('go')
        os.write(3, b'\\n')
        os.close(3)
        signal.pause()
        """;
    try (Tend tend = Tend.serve(folder, service("readiness = { fd = 3 }", text))) {
      eventually(() -> assertThat(tend.instance("web").get("pid")).isNotNull());
      tend.killDaemon();
      tend.serveAgain();
      assertThat(tend.instance("web")).containsEntry("state", "starting");

      Files.createFile(folder.resolve("go"));

      awaitState(tend, "running");
      assertThat(tend.run("why", "web").out()).contains("it wrote a newline");
    }
  }

  @Test
  void aDescriptorThatIsClosedWithoutANewlineIsAFailedStart() throws IOException {
    String keys = "readiness = { fd = 3 }\nrestart = \"never\"";
    String text = "os.close(3)\nsignal.pause()\n";
    try (Tend tend = Tend.serve(folder, service(keys, text))) {
      awaitState(tend, "failed");

      assertThat(tend.run("why", "web").out()).contains("without a newline");
    }
  }

  private static String service(String keys, String text) {
    return "[service.web]\ncommand = [\"python3\", \"-c\", '''\n"
        + PRELUDE
        + text
        + "''']\n"
        + keys
        + "\n";
  }

  private static Path socket(Tend tend) {
    return tend.socket().resolveSibling("notify");
  }

  private static String at(Tend tend) {
    return socket(tend).toString();
  }

  private static void awaitState(Tend tend, String state) {
    tend.awaitState("web", state);
  }

  private static void eventually(ThrowingRunnable claim) {
    await().atMost(Tend.DEADLINE).untilAsserted(claim);
  }

  @SuppressWarnings("unchecked") // that is what `status` prints, by contract
  private static Map<String, Object> said(Tend tend) {
    Object said = tend.instance("web").get("said");
    return (Map<String, Object>) Objects.requireNonNullElse(said, Map.of());
  }

  static boolean hasPython() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
  }
}
