package dev.tend.linux;

import static dev.tend.linux.OutputRig.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFifosTest {

  private static final int ALL_BYTES = 64_000_000;

  @TempDir Path folder;

  private final OutputCalls calls = new OutputCalls();
  private final List<OutputCalls.Pipe> pipes = new ArrayList<>();

  @AfterEach
  void close() {
    pipes.forEach(pipe -> {
      calls.close(pipe.reading());
      calls.close(pipe.writing());
    });
    calls.close();
  }

  @Test
  void aWriterThatWouldHaveToWaitGetsALargeOne() throws Exception {
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, OutputRig.rule(0, 0, false));
      rig.run("head -c " + ALL_BYTES + " /dev/zero; echo done >&2");
      OutputRig.eventually().until(() -> Files.size(rig.log()) == ALL_BYTES);

      assertThat(capacity(rig.output().of(WEB).stdout())).isEqualTo(LargeFifos.BYTES);
      assertThat(capacity(rig.output().of(WEB).stderr())).isLessThan(LargeFifos.BYTES);
    }
  }

  @Test
  void thereAreOnlySoMany() {
    LargeFifos large = new LargeFifos(calls);
    for (int count = 0; count < LargeFifos.COUNT_MAX; count++) {
      large.opened(large.enlarge(pipe()));
    }

    assertThat(large.enlarge(pipe())).isLessThan(LargeFifos.BYTES);
    large.closed(LargeFifos.BYTES);
    assertThat(large.enlarge(pipe())).isEqualTo(LargeFifos.BYTES);
  }

  private int pipe() {
    pipes.add(calls.pipe());
    return pipes.getLast().writing();
  }

  private int capacity(String fifo) {
    int fd = calls.open(fifo, OutputCalls.O_RDWR | OutputCalls.O_CLOEXEC, 0);
    int capacity = calls.capacity(fd);
    calls.close(fd);
    return capacity;
  }
}
