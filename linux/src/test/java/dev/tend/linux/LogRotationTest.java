package dev.tend.linux;

import static dev.tend.linux.OutputRig.DEADLINE;
import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static dev.tend.linux.OutputRig.rule;
import static dev.tend.linux.OutputRig.stamped;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {

  @TempDir Path folder;

  @Test
  void twoHundredThousandLinesGoThroughRotationOnceAndInOrder() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(100_000, 1000, true));

      rig.run("seq 1 200000");
      eventually().until(() -> rig.allLines().equals(numbers(200_000)));

      eventually().until(() -> Files.notExists(LogNames.numbered(rig.log(), 1)));
      assertThat(rig.files()).hasSizeGreaterThan(10);
      for (Path file : rig.files()) {
        byte[] content = OutputRig.content(file);
        assertThat(content.length).isBetween(1, 100_000);
        assertThat(content[content.length - 1]).as("last byte of %s", file).isEqualTo((byte) '\n');
      }
      assertThat(rig.allLines()).isEqualTo(numbers(200_000));
    }
  }

  @Test
  void aWriterOutlivesDaemonsWithoutAGapOrADuplicate() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(100_000, 1000, true));
      Process writer =
          rig.spawn("seq 1 50000; read go; seq 50001 100000; read go; seq 100001 200000");
      Path log = rig.log();
      eventually().until(() -> Files.exists(log));
      for (int daemon = 0; daemon < 10; daemon++) {
        rig.restart();
        rig.output().open(WEB, rule(100_000, 1000, true));
      }
      writer.getOutputStream().write('\n');
      writer.getOutputStream().flush();
      rig.restart();
      rig.output().open(WEB, rule(100_000, 1000, true));
      writer.getOutputStream().write('\n');
      writer.getOutputStream().close();
      rig.restart();
      rig.output().open(WEB, rule(100_000, 1000, true));

      assertThat(writer.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(writer.exitValue()).isZero();
      eventually().until(() -> rig.allLines().equals(numbers(200_000)));
    }
  }

  @Test
  void aHundredMegabytesWithoutANewlineAreAllThere() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(1_000_000, 2, false));

      rig.run("head -c 100000000 /dev/zero | tr '\\0' x; echo; echo next");

      eventually().until(() -> rig.text().equals("next\n"));
      assertThat(LogNames.numbered(rig.log(), 1)).hasSize(100_000_001);
      assertThat(LogNames.numbered(rig.log(), 2)).doesNotExist();
    }
  }

  @Test
  void onlySoManyRotatedFilesStay() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(10, 2, false));

      rig.run("for i in 1 2 3 4 5 6; do echo line $i; done");

      rig.awaitText("line 6\n");
      assertThat(rig.allLines()).containsExactly("line 4", "line 5", "line 6");
    }
  }

  @Test
  void noneStaysWhereNoneIsKept() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(10, 0, true));

      rig.run("for i in 1 2 3; do echo line $i; done");

      rig.awaitText("line 3\n");
      assertThat(rig.files()).hasSize(1);
    }
  }

  @Test
  void theNextDaemonGoesOnAtTheEndOfTheFile() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(20, 5, false));
      rig.run("echo line 1");
      rig.restart();
      rig.output().open(WEB, rule(20, 5, false));

      rig.run("echo line 2; echo line 3");

      rig.awaitText("line 3\n");
      assertThat(LogNames.numbered(rig.log(), 1)).hasContent("line 1\nline 2");
    }
  }

  @Test
  void theNextDaemonFinishesWhatADeadOneLeft() throws Exception {
    Path log = Files.createDirectories(folder.resolve("logs")).resolve("web.1.stdout.log");
    Files.writeString(log.resolveSibling("web.1.stdout.log.gz.tmp"), "half");
    Files.writeString(LogNames.numbered(log, 1), "newer\n");
    Files.writeString(LogNames.numbered(log, 2), "older\n");
    Files.writeString(LogNames.compressed(log, 2), "not read: only that it is there counts");
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(1000, 5, true));

      rig.run("echo now");

      eventually().until(() -> Files.exists(LogNames.compressed(log, 1)));
      eventually().until(() -> Files.notExists(LogNames.numbered(log, 1)));
      assertThat(OutputRig.content(LogNames.compressed(log, 1))).asString().isEqualTo("newer\n");
      assertThat(LogNames.numbered(log, 2)).doesNotExist();
      assertThat(log.resolveSibling("web.1.stdout.log.gz.tmp")).doesNotExist();
    }
  }

  @Test
  void stampedLinesHaveOneTimeEach() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, stamped(0));

      rig.run("echo short; printf 'in '; sleep 0.05; echo parts; seq 1 1000");

      eventually().until(() -> rig.allLines().size() == 1002);
      String stamp = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
      assertThat(rig.allLines().get(0)).matches(stamp + "short");
      assertThat(rig.allLines().get(1)).matches(stamp + "in parts");
      assertThat(rig.allLines()).allMatch(line -> line.matches(stamp + ".*"));
    }
  }

  @Test
  void stampedLinesGoThroughRotationOnceAndInOrder() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, stamped(1_000_000));

      rig.run("seq 1 100000");

      eventually().until(() -> withoutStamps(rig).equals(numbers(100_000)));
      for (Path file : rig.files()) {
        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000_000);
      }
      assertThat(rig.files()).hasSizeGreaterThan(2);
    }
  }

  @Test
  void aLongStampedLineStaysWhole() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, stamped(100_000));

      rig.run("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo next");

      eventually().until(() -> withoutStamps(rig).size() == 2);
      assertThat(withoutStamps(rig)).containsExactly("x".repeat(1_000_000), "next");
      assertThat(rig.files()).hasSize(2);
    }
  }

  private static List<String> withoutStamps(OutputRig rig) throws IOException {
    return new String(rig.everything(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring(Math.min(25, line.length())))
        .toList();
  }

  private static List<String> numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }
}
