package dev.tend.linux;

import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the processes do that keep FIFOs open.
class HoldersTest {

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsThereAlthoughWriterAndDaemonAreDead() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      rig.leave();
      rig.write("the last words\n");

      rig.begin();
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.awaitText("the last words\n");
    }
  }

  @Test
  void oneHolderIsEnoughForManyAndEndsWithTheOutput() throws Exception {
    ProcessHandle holder;
    try (OutputRig rig = new OutputRig(folder)) {
      for (int number = 1; number <= 40; number++) {
        rig.output().open(Writer.of(new InstanceId(new UnitName("web"), number)), LogRule.DEFAULT);
      }
      rig.output().of(WEB);
      holder = holder();
      assertThat(fifosOf(holder)).hasSize(80);
      assertThat(holder.info().commandLine().orElseThrow()).endsWith("sleep infinity");
      assertThat(folder.resolve("run/holders").toFile().list()).hasSize(1);
    }

    assertThat(holder.isAlive()).isFalse();
    assertThat(folder.resolve("run/holders")).isEmptyDirectory();
  }

  @Test
  void aHolderHasNothingButTheFifosAndASessionOfItsOwn() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      ProcessHandle holder = holder();

      try (Stream<Path> open = Files.list(Path.of("/proc/" + holder.pid() + "/fd"))) {
        assertThat(open.map(HoldersTest::target).sorted().toList())
            .containsExactly(
                "/dev/null",
                "/dev/null",
                "/dev/null",
                folder + "/run/fifo/web.1.stderr",
                folder + "/run/fifo/web.1.stdout");
      }
      String stat = Files.readString(Path.of("/proc/" + holder.pid() + "/stat"));
      assertThat((long) ProcStat.parse((int) holder.pid(), stat).session()).isEqualTo(holder.pid());
      assertThat(Path.of("/proc/" + holder.pid() + "/cwd").toRealPath()).isEqualTo(Path.of("/"));
    }
  }

  @Test
  void theNextDaemonTakesTheHolderOver() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      ProcessHandle before = holder();
      rig.leave();
      rig.begin();
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);

      assertThat(holders()).containsExactly(before);
    }
    assertThat(holders()).isEmpty();
  }

  @Test
  void aHolderOfWhichOnlyHalfWasNotedIsFound() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      ProcessHandle before = holder();
      rig.leave();
      Files.writeString(folder.resolve("run/holders/1"), "0\n");
      rig.begin();
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);

      assertThat(holders()).containsExactly(before);
    }
  }

  @Test
  void aRecordThatNamesAnotherProcessIsNotBelieved() throws Exception {
    Files.createDirectories(folder.resolve("run/holders"));
    Files.writeString(
        folder.resolve("run/holders/3"),
        ProcessHandle.current().pid() + "\nstart_ticks=1\nboot_id=none\n");
    Files.writeString(folder.resolve("run/holders/4"), "nonsense\nstart_ticks=\n\n");
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);

      holder();
      assertThat(folder.resolve("run/holders/3")).doesNotExist();
    }
  }

  @Test
  void aHolderThatDiesIsReplacedAtOnceAndSaid() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      ProcessHandle first = holder();

      first.destroyForcibly();

      eventually().until(() -> !rig.losses().isEmpty());
      assertThat(rig.losses().getFirst())
          .contains("pid " + first.pid() + ") was killed by SIGKILL; another has taken its place");
      eventually().until(() -> holders().size() == 1 && !holders().contains(first));
      rig.leave();
      rig.write("still here\n");
      rig.begin();
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.awaitText("still here\n");
    }
  }

  @Test
  void whereNoneCanBeStartedThatIsSaidAndNothingElseSuffers() throws Exception {
    try (OutputRig rig = OutputRig.withHolder(folder, List.of("no-such-program"))) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo all the same");

      rig.awaitText("all the same\n");
      assertThat(rig.losses()).singleElement().asString().contains("no-such-program: ENOENT");
    }
  }

  @Test
  void aHolderThatEndsAtOnceIsSaidOnce() throws Exception {
    try (OutputRig rig = OutputRig.withHolder(folder, List.of("false"))) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo all the same");

      rig.awaitText("all the same\n");
      eventually().until(() -> !rig.losses().isEmpty());
      assertThat(rig.losses()).singleElement().asString().contains("exited with code 1");
    }
  }

  @Test
  void aRetiredInstanceIsHeldNoMore() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      holder();

      rig.output().retire(WEB.instance());

      eventually().until(() -> holders().isEmpty());
    }
  }

  @Test
  void aFifoWhoseNameWasTakenAwayIsReplacedAndTheOldOneIsReadOn() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      Process old = rig.spawn("echo first; read go; echo third");
      rig.awaitText("first\n");
      Files.delete(Path.of(rig.output().of(WEB).stdout()));

      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo second");
      rig.awaitText("first\nsecond\n");
      old.getOutputStream().write('\n');
      old.getOutputStream().close();

      rig.awaitText("first\nsecond\nthird\n");
    }
  }

  @Test
  void whatIsLeftOfAnInstanceThatNothingStartsIsReadAllTheSame() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().of(WEB);
      rig.leave();
      rig.write("ended well\n");
      rig.begin();

      rig.output().resume(WEB, LogRule.DEFAULT);

      rig.awaitText("ended well\n");
    }
  }

  @Test
  void whereNothingIsLeftNothingIsMade() {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().resume(WEB, LogRule.DEFAULT);

      assertThat(folder.resolve("run/fifo")).isEmptyDirectory();
      assertThat(rig.output().file(WEB, dev.tend.engine.Output.Stream.STDOUT)).isEmpty();
    }
  }

  /// The only one, as soon as it can be seen: a child that was just started has no environment for
  /// a moment.
  private ProcessHandle holder() {
    eventually().until(() -> holders().size() == 1);
    return holders().getFirst();
  }

  /// Those of this test.
  private List<ProcessHandle> holders() {
    return ProcessHandle.allProcesses().filter(this::isHolder).toList();
  }

  private boolean isHolder(ProcessHandle process) {
    try {
      byte[] environ = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return new String(environ, StandardCharsets.UTF_8).startsWith("TEND_HOLDER=" + folder + "/");
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<Path> fifosOf(ProcessHandle holder) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + holder.pid() + "/fd"))) {
      return open.filter(fd -> target(fd).contains("/fifo/")).toList();
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
