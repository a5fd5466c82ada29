package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Notice;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.KernelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What processes say on the real socket, in their own ways.
class NoticesTest {

  /// As many as fit into a queue of the kernel's smallest size, and still be several turns'.
  private static final int LETTERS_A_TURN = 4;

  /// Hands over the writing end of a pipe with a message, and waits until nobody has it any more.
  private static final String HANDS_OVER =
      """
      import array, os, socket, sys, time
      r, w = os.pipe()
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.connect(os.environ['NOTIFY_SOCKET'])
      s.sendmsg([sys.argv[1].encode()],
                [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [w]))])
      os.close(w)
      os.read(r, 1)
      open(os.environ['MARK'], 'w').close()
      time.sleep(300)
      """;

  @TempDir private Path folder;
  private final List<String> remarks = new ArrayList<>();
  private Stage stage;
  private Plans plans;

  @BeforeEach
  void open() throws IOException {
    plans = new Plans(folder);
    stage =
        new Stage(
            new LinuxKernel(
                System.getenv(),
                "/none",
                new DiscardedStreams(),
                Optional.of(Files.createDirectory(folder.resolve("run"))),
                (type, sentence) -> remarks.add(type + ": " + sentence),
                LETTERS_A_TURN));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @EnabledIf("hasPython")
  void aTurnHearsItsShareAndTheNextOneTheRest() {
    LaunchPlan plan =
        python(
            """
            import os, socket, time
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.connect(os.environ['NOTIFY_SOCKET'])
            for n in range(10):
                s.send(b'STATUS=%d' % n)
            open(os.environ['MARK'], 'w').close()
            time.sleep(300)
            """,
            "");
    stage.spawnUnderWay(plan);
    List<Integer> turns = new ArrayList<>();
    List<KernelEvent> heard = new ArrayList<>();

    while (heard.size() < 10) {
      List<KernelEvent> events = stage.kernel().await(stage.clock().now().monotonicNanos());
      List<KernelEvent> said = events.stream().filter(KernelEvent.Told.class::isInstance).toList();
      turns.add(said.size());
      heard.addAll(said);
    }

    assertThat(turns).containsSubsequence(4, 4, 2);
    assertThat(heard)
        .extracting(event -> ((KernelEvent.Told) event).notice())
        .startsWith(new Notice.Status("0"))
        .endsWith(new Notice.Status("9"));
    assertThat(remarks)
        .containsExactly(
            "notice_flood: more than 4 messages came to NOTIFY_SOCKET at once; the rest waits for"
                + " the next turn, and so do their senders");
  }

  /// Who says it last and is gone by the time that it is heard, is the main one no more.
  @Test
  @EnabledIf("hasPython")
  void aLauncherThatNamesTheMainProcessAndEndsAtOnceIsNotTakenForIt() {
    LaunchPlan plan =
        python(
            """
            import os, socket, time
            child = os.fork()
            if child == 0:
                os.setsid()
                time.sleep(300)
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.sendto(b'MAINPID=%d' % child, os.environ['NOTIFY_SOCKET'])
            """,
            "");
    int launcher = stage.spawn(plan).pid();
    OutputRig.eventually()
        .until(() -> Files.readString(Path.of("/proc/" + launcher + "/stat")).contains(") Z "));

    stage.until(() -> stage.seen().stream().anyMatch(KernelEvent.Moved.class::isInstance));
    stage.kernel().await(stage.clock().now().monotonicNanos());

    assertThat(stage.seen())
        .noneMatch(
            event -> event instanceof KernelEvent.Exited || event instanceof KernelEvent.TreeEmpty);
  }

  @Test
  @EnabledIf("hasPython")
  void aBarrierFallsOnceWhatCameBeforeItWasHeard() {
    LaunchPlan plan = python(HANDS_OVER, "BARRIER=1");

    stage.spawn(plan);

    stage.until(() -> Files.exists(Plans.mark(plan)));
    assertThat(remarks).isEmpty();
  }

  @Test
  @EnabledIf("hasPython")
  void descriptorsThatAreToBeKeptAreClosedAndThatIsSaid() {
    LaunchPlan plan = python(HANDS_OVER, "FDSTORE=1\nFDNAME=database");

    stage.spawn(plan);

    stage.until(() -> Files.exists(Plans.mark(plan)));
    assertThat(remarks)
        .containsExactly(
            "notice_refused: run "
                + plan.run()
                + " asked for FDSTORE=1, which Tend does not do; the descriptors were closed");
  }

  @Test
  @EnabledIf("hasSystemdNotify")
  void systemdNotifyIsHeardThoughItIsGoneAtOnce() {
    LaunchPlan plan =
        Plans.readyBy(
            new Readiness.Notify(),
            plans.script(
                "systemd-notify --ready --status='serves 3 clients' && : >\"$MARK\"; exec sleep"
                    + " 300"));

    stage.spawn(plan);

    stage.until(() -> Files.exists(Plans.mark(plan)));
    assertThat(stage.seen())
        .filteredOn(KernelEvent.Told.class::isInstance)
        .extracting(event -> ((KernelEvent.Told) event).notice().getClass().getSimpleName())
        .containsExactly("Status", "Ready");
  }

  private LaunchPlan python(String text, String argument) {
    LaunchPlan marked = plans.script("");
    LaunchPlan plan = Plans.command("python3", "-c", text, argument);
    return Plans.readyBy(new Readiness.Notify(), Plans.with(plan, marked.launch().env()));
  }

  static boolean hasPython() throws IOException, InterruptedException {
    return isThere("python3");
  }

  static boolean hasSystemdNotify() throws IOException, InterruptedException {
    return isThere("systemd-notify");
  }

  private static boolean isThere(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }
}
