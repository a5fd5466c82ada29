package dev.tend.linux;

import static dev.tend.linux.OutputRig.DEADLINE;
import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static dev.tend.linux.OutputRig.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Feed;
import dev.tend.engine.Output.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxOutputTest {

  private static final LogRule.Target BESIDE = new LogRule.Target.Default();
  private static final LogRule.Target NOWHERE = new LogRule.Target.Discard();
  private static final LogRule.Target WITH_STDOUT = new LogRule.Target.WithStdout();

  @TempDir Path folder;

  /// Not a byte is lost that was written while no daemon lived, and none comes twice.
  @Test
  void aHookWritesBothItsStreamsToALogOfItsOwn() throws Exception {
    Writer migrate = Writer.hook(WEB.instance(), "migrate");
    try (OutputRig rig = new OutputRig(folder)) {
      Path log = rig.output().file(migrate, Stream.STDOUT).orElseThrow();
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.output().open(migrate, LogRule.DEFAULT);
      rig.run("echo of web");
      rig.run(migrate, "echo out; echo err >&2");
      rig.leave();
      rig.write(migrate, "late\n");
      rig.begin();

      rig.output().resume(WEB, LogRule.DEFAULT);
      rig.output().resume(migrate, LogRule.DEFAULT);

      OutputRig.eventually().until(() -> Files.readString(log).equals("out\nerr\nlate\n"));
      assertThat(log).hasFileName("web.1~migrate.log");
      assertThat(folder.resolve("logs/web.1.stdout.log")).hasContent("of web\n");
      rig.output().retire(WEB.instance());
      assertThat(folder.resolve("run/fifo")).isEmptyDirectory();
    }
  }

  @Test
  void whatIsNotKeptIsDeletedWithTheLogsOfItsHooks() throws Exception {
    Writer migrate = Writer.hook(WEB.instance(), "migrate");
    try (OutputRig rig = new OutputRig(folder)) {
      for (Writer writer : List.of(WEB, migrate)) {
        rig.output().open(writer, LogRule.DEFAULT);
        rig.run(writer, "echo out; echo err >&2");
        Path log = rig.output().file(writer, Stream.STDOUT).orElseThrow();
        eventually().until(() -> Files.exists(log) && Files.size(log) > 0);
      }

      rig.output().retire(WEB.instance());
      rig.output().discard(WEB, LogRule.DEFAULT);
      rig.output().discard(migrate, LogRule.DEFAULT);

      eventually().untilAsserted(() -> assertThat(folder.resolve("logs")).isEmptyDirectory());
    }
  }

  @Test
  void whereAUnitIsSilentItsHooksAre() throws Exception {
    Writer migrate = Writer.hook(WEB.instance(), "migrate");
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(migrate, into(NOWHERE, WITH_STDOUT));
      assertThat(rig.output().file(migrate, Stream.STDOUT)).isEmpty();

      rig.output().open(migrate, into(NOWHERE, BESIDE));
      assertThat(rig.output().file(migrate, Stream.STDERR)).isPresent();
    }
  }

  @Test
  void whatAProcessWritesIsInItsFiles() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.run("echo out; echo err >&2");

      rig.awaitText("out\n");
      Path err = rig.output().file(WEB, Stream.STDERR).orElseThrow();
      eventually().until(() -> Files.exists(err) && Files.size(err) > 0);
      assertThat(err).hasFileName("web.1.stderr.log").hasContent("err");
    }
  }

  @Test
  void filesAndFoldersArePrivate() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      rig.run("echo out");
      rig.awaitText("out\n");

      Path fifo = Path.of(rig.output().of(WEB).stdout());
      assertThat(mode(fifo)).isEqualTo("rw-------");
      assertThat(mode(fifo.resolveSibling("."))).isEqualTo("rwx------");
      assertThat(mode(rig.log())).isEqualTo("rw-r-----");
      assertThat(mode(rig.log().resolveSibling("."))).isEqualTo("rwx------");
    }
  }

  @Test
  void oneStreamForBothKeepsTheOrder() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, into(BESIDE, WITH_STDOUT));

      rig.run("for i in 1 2 3; do echo out $i; echo err $i >&2; done");

      rig.awaitText("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
      assertThat(rig.output().file(WEB, Stream.STDERR)).hasValue(rig.log());
    }
  }

  @Test
  void discardedOutputIsNowhere() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, into(BESIDE, NOWHERE));

      assertThat(rig.output().of(WEB).stderr()).isEqualTo("/dev/null");
      assertThat(rig.output().file(WEB, Stream.STDERR)).isEmpty();
    }
  }

  @Test
  void placeholdersInAPathAreReplaced() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      LogRule.Target file = new LogRule.Target.File(folder + "/own/{unit}-{instance}.log");

      rig.output().open(WEB, into(file, NOWHERE));

      assertThat(rig.log()).isEqualTo(folder.resolve("own/web-1.log"));
    }
  }

  @Test
  void aProcessThatRunsGoesOnWritingWhenItsStderrIsDiscardedOrJoined() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, into(BESIDE, BESIDE));
      Process writer = rig.spawn("read go; seq 1 100000 >&2; echo done");
      rig.output().open(WEB, into(BESIDE, NOWHERE));
      writer.getOutputStream().write('\n');
      writer.getOutputStream().close();

      assertThat(writer.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      rig.awaitText("done\n");
    }
  }

  @Test
  void aChangedRuleSendsWhatComesNextElsewhere() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, into(BESIDE, NOWHERE));
      Path before = rig.log();
      rig.run("echo before");
      rig.output().open(WEB, into(new LogRule.Target.File(folder + "/after.log"), NOWHERE));

      // The pump changes over a moment later; what comes until then is still with what was.
      eventually()
          .until(() -> {
            rig.run("echo after");
            return !rig.text().isEmpty();
          });
      assertThat(rig.text()).matches("(after\n)+");
      assertThat(before).content().matches("before\n(after\n)*");
    }
  }

  @Test
  void twoInstancesNeverShareAFile() {
    try (OutputRig rig = new OutputRig(folder)) {
      LogRule shared = into(new LogRule.Target.File(folder + "/x.log"), NOWHERE);
      rig.output().open(WEB, shared);
      Writer second = Writer.of(new InstanceId(new UnitName("web"), 2));

      assertThatThrownBy(() -> rig.output().open(second, shared))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stdout of web.2 cannot be written to")
          .hasMessageContaining("because stdout of web.1 is");

      rig.output().retire(WEB.instance());
      rig.output().open(second, shared);
    }
  }

  @Test
  void twoStreamsNeverShareAFileUnlessTheyAreOne() {
    try (OutputRig rig = new OutputRig(folder)) {
      LogRule.Target file = new LogRule.Target.File(folder + "/x.log");

      assertThatThrownBy(() -> rig.output().open(WEB, into(file, file)))
          .hasMessageContaining("a rotating file has one writer");
    }
  }

  @Test
  void retiringWritesWhatIsUnderWayAndRemovesTheFifos() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);
      Path fifo = Path.of(rig.output().of(WEB).stdout());
      Path log = rig.log();
      rig.run("seq 1 5000");

      rig.output().retire(WEB.instance());

      assertThat(fifo).doesNotExist();
      eventually().until(() -> Files.exists(log) && Files.size(log) == 23_893);
    }
  }

  @Test
  void anInstanceThatComesBackAtOnceHasFifosOfItsOwn() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      for (int round = 0; round < 20; round++) {
        rig.output().open(WEB, LogRule.DEFAULT);
        rig.run("echo line");
        rig.output().retire(WEB.instance());
      }
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.awaitText("line\n".repeat(20));
    }
  }

  @Test
  void listenersHearOfGrowthUntilTheyStop() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, into(BESIDE, WITH_STDOUT));
      CountDownLatch out = new CountDownLatch(1);
      CountDownLatch err = new CountDownLatch(1);
      CountDownLatch never = new CountDownLatch(1);
      rig.output().onGrowth(WEB, Stream.STDERR, err::countDown);
      Feed.Subscription ended = rig.output().onGrowth(WEB, Stream.STDOUT, never::countDown);
      ended.close();
      try (Feed.Subscription _ = rig.output().onGrowth(WEB, Stream.STDOUT, out::countDown)) {
        rig.run("echo line");

        assertThat(out.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(err.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(never.getCount()).isEqualTo(1);
      }
    }
  }

  @Test
  void aClosedOutputLeavesNoDescriptorAndNoThread() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, OutputRig.rule(1000, 3, true));
      rig.run("seq 1 5000; seq 1 5000 >&2");
      rig.output().close();
      assertThat(descriptorsUnder(folder)).isEmpty();
      long before = descriptors();
      for (int round = 0; round < 10; round++) {
        rig.restart();
        rig.output().open(WEB, OutputRig.rule(1000, 3, true));
        rig.run("seq 1 5000");
        rig.output().close();
      }

      eventually().until(() -> descriptors() <= before);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("tend-pump", "tend-compress");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static long descriptors() throws IOException {
    try (java.util.stream.Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static java.util.List<String> descriptorsUnder(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(LinuxOutputTest::target)
          .filter(to -> to.contains(folder.toString()))
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
