package dev.tend.linux;

import static dev.tend.linux.OutputRig.DEADLINE;
import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxOutputTest {

  @TempDir Path folder;

  @Test
  void whatAProcessWritesIsInItsFiles() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, LogRule.DEFAULT);

      rig.run("echo out; echo err >&2");

      rig.awaitText("out\n");
      Path err = rig.output().file(WEB, Stream.STDERR).orElseThrow();
      await().atMost(DEADLINE).until(() -> Files.exists(err) && Files.size(err) > 0);
      assertThat(err).hasFileName("web.1.stderr.log").hasContent("err");
    }
  }

  @Test
  void twoHundredThousandLinesGoThroughRotationOnceAndInOrder() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(100_000, 1000, true));

      rig.run("seq 1 200000");
      rig.output().close();

      assertThat(rig.allLines()).isEqualTo(numbers(1, 200_000));
      assertThat(rig.files()).hasSizeGreaterThan(10);
      for (Path file : rig.files()) {
        byte[] content = OutputRig.content(file);
        assertThat(content.length).isBetween(1, 100_000);
        assertThat(content[content.length - 1]).as("last byte of %s", file).isEqualTo((byte) '\n');
      }
    }
  }

  private static List<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }
}
