package dev.tend.linux;

import static dev.tend.linux.OutputRig.DEADLINE;
import static dev.tend.linux.OutputRig.WEB;
import static dev.tend.linux.OutputRig.eventually;
import static dev.tend.linux.OutputRig.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 6: the log of a run has no gap and no duplicate, whatever moment the daemon died at.
class LinuxOutputDeathTest {

  private static final int DEATHS = 6;
  private static final int LINES = 2_000_000;

  /// Many small programs, so that it outlives several daemons.
  private static final String SLOW_ENOUGH =
      "for i in $(seq 0 1999); do seq $((i * 1000 + 1)) $((i * 1000 + 1000)); done;";

  @TempDir Path folder;

  /// The daemon that is killed: an output for one instance, until the end.
  static final class Daemon {
    public static void main(String[] arguments) throws InterruptedException {
      try (OutputRig rig = new OutputRig(Path.of(arguments[0]))) {
        rig.output().open(WEB, rule(200_000, 10_000, true));
        Thread.currentThread().join();
      }
    }
  }

  @Test
  void killingTheDaemonCostsNoLine() throws Exception {
    Process writer;
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(200_000, 10_000, true));
      writer = rig.spawn(SLOW_ENOUGH + "read go");
    }
    for (int death = 0; death < DEATHS; death++) {
      Process daemon = daemon();
      long before = size();
      eventually().until(() -> size() != before || !writer.isAlive());
      daemon.destroyForcibly().waitFor();
    }
    try (OutputRig rig = new OutputRig(folder)) {
      rig.output().open(WEB, rule(200_000, 10_000, true));

      eventually().until(() -> rig.text().endsWith("\n" + LINES + "\n"));
      writer.getOutputStream().write('\n');
      writer.getOutputStream().close();
      assertThat(writer.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(writer.exitValue()).isZero();
      eventually().until(() -> Files.notExists(LogNames.numbered(rig.log(), 1)));
      assertThat(rig.allLines())
          .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList());
    }
  }

  private long size() throws IOException {
    Path log = folder.resolve("logs/" + WEB + ".stdout.log");
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private Process daemon() throws IOException {
    return new ProcessBuilder(OtherJvm.command(Daemon.class, folder))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
