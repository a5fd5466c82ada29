package dev.tend.linux;

import static dev.tend.linux.OutputRig.DEADLINE;
import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static dev.tend.linux.OutputRig.rule;
import static dev.tend.linux.OutputRig.stamped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tend.core.spec.LogRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLossTest {

  @TempDir Path folder;

  @Test
  void aFileThatCannotBeOpenedLosesLinesAndNoProcess() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("occupied"), "");
    try (OutputRig rig = new OutputRig(folder, notAFolder)) {
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.run("seq 1 100000");

      eventually().until(() -> rig.losses().contains("began stdout ENOTDIR"));
      rig.output().close();
      assertThat(rig.losses())
          .containsExactly("began stdout ENOTDIR", "ended stdout ENOTDIR 588895");
    }
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.createSymbolicLink(logs.resolve("web.1.stdout.log"), victim);
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.run("echo overwritten");

      eventually().until(() -> rig.losses().contains("began stdout ELOOP"));
      assertThat(victim).hasContent("precious");
    }
  }

  @Test
  void somethingThatIsNoFileIsNotWrittenTo() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      LogRule.Target device = new LogRule.Target.File("/dev/null");
      rig.output().open(WEB, OutputRig.into(device, new LogRule.Target.Discard()));

      rig.run("echo line");

      eventually().until(() -> rig.losses().contains("began stdout EINVAL"));
    }
  }

  @Test
  void aDeletedFileIsMadeAnew() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo before");
      rig.awaitText("before\n");
      Files.delete(rig.log());
      Process writer = rig.spawn("while echo line; do sleep 0.05; done");

      eventually().until(() -> Files.exists(rig.log()));

      end(writer);
    }
  }

  @Test
  void aMovedFolderIsMadeAnew() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo before");
      rig.awaitText("before\n");
      Files.move(rig.log().getParent(), folder.resolve("moved"));
      Process writer = rig.spawn("while echo line; do sleep 0.05; done");

      eventually().until(() -> Files.exists(rig.log()));

      end(writer);
      assertThat(folder.resolve("moved/web.1.stdout.log")).content().startsWith("before\n");
    }
  }

  @Test
  void anEmptiedFileGoesOnAtItsNewEnd() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("seq 1 1000");
      eventually().until(() -> rig.text().endsWith("1000\n"));
      Files.writeString(rig.log(), "");
      Process writer = rig.spawn("while echo line; do sleep 0.05; done");

      eventually().until(() -> rig.text().startsWith("line\n") || rig.text().endsWith("\nline\n"));

      end(writer);
    }
  }

  @Test
  void reopeningWritesUnderTheNameAgain() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo before");
      rig.awaitText("before\n");
      Files.move(rig.log(), folder.resolve("moved"));
      rig.output().reopen();

      rig.run("echo after");

      rig.awaitText("after\n");
      assertThat(folder.resolve("moved")).hasContent("before");
    }
  }

  /// On a file system of one megabyte, which only root can make.
  @Nested
  class WithALittleDisk {

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
      disk = Files.createDirectories(folder.resolve("disk"));
      assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tend", disk.toString()) == 0);
    }

    @AfterEach
    void unmount() throws Exception {
      run("umount", "-l", disk.toString());
    }

    @Test
    void aFullOneLosesLinesUntilThereIsRoomAgain() throws Exception {
      losesUntilThereIsRoom(rule(0, 1, false));
    }

    @Test
    void aFullOneLosesStampedLinesUntilThereIsRoomAgain() throws Exception {
      losesUntilThereIsRoom(stamped(0));
    }

    private void losesUntilThereIsRoom(LogRule rule) throws Exception {
      try (OutputRig rig = new OutputRig(folder, disk)) {
        Path ballast = Files.write(disk.resolve("ballast"), new byte[900 * 1024]);
        rig.output().open(WEB, rule);
        rig.run("seq 1 100000");
        eventually().until(() -> rig.losses().contains("began stdout ENOSPC"));
        Files.delete(ballast);
        Process writer = rig.spawn("while echo line; do sleep 0.02; done");

        eventually().until(() -> rig.losses().size() == 2);
        eventually().until(() -> rig.text().endsWith("line\n"));

        end(writer);
        assertThat(lost(rig)).isGreaterThan(400_000);
        if (!rule.timestamps()) {
          assertThat(rig.allLines()).startsWith("1", "2", "3").endsWith("line");
        }
      }
    }

    private static long lost(OutputRig rig) {
      String ended = rig.losses().get(1);
      assertThat(ended).startsWith("ended stdout ENOSPC ");
      return Long.parseLong(ended.substring(ended.lastIndexOf(' ') + 1));
    }

    private static int run(String... command) throws IOException, InterruptedException {
      return new ProcessBuilder(command).start().waitFor();
    }
  }

  private static void end(Process writer) throws InterruptedException {
    writer.destroyForcibly();
    assertThat(writer.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
