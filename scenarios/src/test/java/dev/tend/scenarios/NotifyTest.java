package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private static final String NOTIFY = "readiness = { notify = true }";

  /// One daemon for all claims but those about its own death; each has a unit of its own.
  private static final String SERVICES =
      service(
              "ready",
              NOTIFY,
              """
              say('STATUS=loading')
              until('go-ready')
              say('READY=1\\nSTATUS=serves 3 clients')
              signal.pause()
              """)
          // Who left the session is asked to end by nobody while its parent lives.
          + service(
              "family",
              NOTIFY + "\nstop = { timeout = \"500ms\" }",
              """
              if os.fork() == 0:
                  os.setsid()
                  until('go-family')
                  say('READY=1')
                  signal.pause()
              signal.pause()
              """)
          + service(
              "forking",
              NOTIFY + "\nrestart = \"never\"",
              """
              child = os.fork()
              if child == 0:
                  os.setsid()
                  until('over')
                  sys.exit(7)
              say('MAINPID=%d\\nREADY=1' % child)
              """)
          + service(
              "slow",
              NOTIFY + "\nstart_within = \"1s\"",
              """
              say('EXTEND_TIMEOUT_USEC=20000000')
              time.sleep(1.2)
              say('READY=1')
              signal.pause()
              """)
          + service(
              "hung",
              NOTIFY + "\nwatchdog = \"300ms\"\nbackoff = { min = \"1s\" }",
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
              """)
          + service(
              "closes",
              "readiness = { fd = 3 }\nrestart = \"never\"",
              "os.close(3)\nsignal.pause()\n");

  @TempDir static Path folder;
  private static Tend tend;
  private static Lookout lookout;

  @BeforeAll
  static void serve() throws IOException {
    tend = Tend.serve(folder, "[daemon]\nparallel = 10\n" + SERVICES);
    lookout = tend.lookout();
  }

  @AfterAll
  static void end() {
    tend.close();
  }

  @Test
  void aServiceIsReadyWhenItSaysSoAndItsStatusIsShown() throws IOException {
    eventually(() -> assertThat(said(lookout, "ready").status()).isEqualTo("loading"));
    assertThat(lookout.status("ready").state()).isEqualTo("starting");

    Files.createFile(folder.resolve("go-ready"));

    lookout.awaitRunning("ready");
    assertThat(said(lookout, "ready").status()).isEqualTo("serves 3 clients");
    assertThat(said(lookout, "ready").readyBy()).startsWith("it said READY=1 (pid ");
    assertThat(tend.run("why", "ready").out())
        .contains("its status is \"serves 3 clients\"", "it said READY=1");
    assertThat(tend.run("status").out()).contains("serves 3 clients");
  }

  @Test
  void aGrandchildMaySaySoAndAStrangerMayNot() throws Exception {
    await().atMost(Tend.DEADLINE).until(() -> Files.exists(socket(tend)));
    String text = PRELUDE + "say('READY=1', sys.argv[1])";
    int sent = new ProcessBuilder("python3", "-c", text, socket(tend).toString()).start().waitFor();
    assertThat(sent).isZero();
    eventually(() ->
        assertThat(lookout.events()).anyMatch(event -> event.type().equals("notice_dropped")));
    assertThat(lookout.status("family").state()).isEqualTo("starting");

    Files.createFile(folder.resolve("go-family"));

    lookout.awaitRunning("family");
  }

  @Test
  void aDaemonThatForksNamesItsMainProcess() throws IOException {
    lookout.awaitRunning("forking");
    eventually(() ->
        assertThat(lookout.events())
            .anyMatch(
                event -> event.type().equals("main_moved") && event.cause().contains("MAINPID")));
    assertThat(lookout.status("forking").state()).isEqualTo("running");

    Files.createFile(folder.resolve("over"));

    InstanceStatus failed = lookout.awaitState("forking", "failed");
    assertThat(failed.lastExit())
        .isNotNull()
        .extracting(InstanceStatus.LastExit::code)
        .isEqualTo(7);
  }

  @Test
  void aStartMayAskForMoreTime() {
    lookout.awaitRunning("slow");

    assertThat(lookout.status("slow").restarts()).isZero();
  }

  @Test
  void aServiceThatHangsIsReplacedAndWhySaysWhatItSaidLast() {
    InstanceStatus next =
        lookout.awaitStatus(
            "hung",
            "running once more",
            status -> status.restarts() == 1 && status.state().equals("running"));

    assertThat(next.lastExit())
        .isNotNull()
        .extracting(InstanceStatus.LastExit::signal)
        .isEqualTo("SIGABRT");
    assertThat(lookout.events())
        .anyMatch(event ->
            event.cause().contains("no WATCHDOG=1 for 300ms; the last one came at")
                && event.cause().contains("its status was \"tick 4\""));
  }

  @Test
  void aDescriptorThatIsClosedWithoutANewlineIsAFailedStart() {
    lookout.awaitState("closes", "failed");

    assertThat(lookout.why("closes").root()).contains("without a newline");
  }

  @Test
  void theNextDaemonHearsOnTheSameSocketAndTheSameDescriptor(@TempDir Path own) throws IOException {
    String late =
        """
        until('go')
        say('READY=1\\nSTATUS=late')
        signal.pause()
        """;
    String writes =
        """
        until('go')
        os.write(3, b'\\n')
        os.close(3)
        signal.pause()
        """;
    String toml = service("late", NOTIFY, late) + service("fd", "readiness = { fd = 3 }", writes);
    try (Tend daemon = Tend.serve(own, "[daemon]\nparallel = 10\n" + toml)) {
      for (String unit : new String[] {"late", "fd"}) {
        daemon.lookout().awaitStatus(unit, "starting", status -> status.pid() != null);
      }
      int pid = daemon.lookout().pid("late");
      daemon.killDaemon();
      daemon.serveAgain();
      assertThat(daemon.lookout().all("late", "fd"))
          .allMatch(status -> status.state().equals("starting"));

      Files.createFile(own.resolve("go"));
      daemon.lookout().awaitRunning("late");
      daemon.lookout().awaitRunning("fd");
      assertThat(daemon.lookout().status("fd").cause()).contains("it wrote a newline");
      daemon.killDaemon();
      daemon.serveAgain();

      assertThat(daemon.lookout().status("late").state()).isEqualTo("running");
      assertThat(daemon.lookout().pid("late")).isEqualTo(pid);
    }
  }

  @Test
  void aProcessOfAnotherUserMaySaySo() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root starts as another user");
    Path open = Files.createTempDirectory(Path.of("/tmp"), "tend");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    // What stands first on PATH may be root's alone.
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no /usr/bin/python3");
    String keys = NOTIFY + "\nuser = \"nobody\"\nrestart = \"never\"";
    String toml = service("web", keys, "say('READY=1')\nsignal.pause()\n");
    try (Tend daemon = Tend.serve(open, toml.replace("python3", "/usr/bin/python3"))) {
      daemon.lookout().awaitRunning("web");
      try (Stream<Path> others = Files.list(socket(daemon).getParent())) {
        assertThat(others.filter(path -> !path.equals(socket(daemon))))
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

  private static String service(String name, String keys, String text) {
    return "[service."
        + name
        + "]\ncommand = [\"python3\", \"-c\", '''\n"
        + PRELUDE
        + text
        + "''']\n"
        + keys
        + "\n";
  }

  private static Path socket(Tend daemon) {
    return daemon.socket().resolveSibling("notify");
  }

  private static void eventually(ThrowingRunnable claim) {
    await().atMost(Tend.DEADLINE).untilAsserted(claim);
  }

  private static InstanceStatus.Said said(Lookout lookout, String unit) {
    return Optional.ofNullable(lookout.status(unit).said())
        .orElseThrow(() -> new AssertionError(unit + " has said nothing"));
  }

  static boolean hasPython() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
  }
}
