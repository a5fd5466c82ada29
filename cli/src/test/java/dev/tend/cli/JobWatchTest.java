package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.JobStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tend job run JOB --wait` prints what the workers write.
class JobWatchTest {
  private static final String JOB = "GET /v1/jobs/import";

  private static final String BELL =
      Wire.event(Wire.NOW, "import", "running", "completed", "it exited with code 0");

  @TempDir private Path folder;

  @Test
  void alreadyTheFirstLineSaysWhichWorkerWroteIt() throws IOException {
    assertThat(written(3)).isEqualTo("import.1 | one\nimport.1 | two\n");
  }

  @Test
  void theOnlyWorkerNeedsNoNumber() throws IOException {
    assertThat(written(1)).isEqualTo("import | one\nimport | two\n");
  }

  private String written(int workers) throws IOException {
    String output = "GET /v1/units/import/logs?lines=0&follow=true";
    try (CannedDaemon daemon = new CannedDaemon(folder.resolve("tend.sock"))) {
      daemon
          .answer("POST /v1/jobs/import/run", ORDERED)
          .answer(JOB, job("active", workers), job("complete", workers))
          .stream(output, Wire.line("import", 1, "stdout", "one"))
          .stream(output, Wire.line("import", 1, "stdout", "two"))
          .stream(output, CannedDaemon.END)
          .stream("GET /v1/events?since=7&follow=true", BELL);

      Typed typed = tend(daemon, "job", "run", "import", "--wait");

      assertThat(typed.code()).as(typed.err() + daemon.requests()).isZero();
      return typed.out();
    }
  }

  private static final String ORDERED =
      new Codec().write(CommandResult.class, new CommandResult(List.of("import"), 7));

  private static String job(String phase, int workers) {
    return new Codec()
        .write(
            JobStatus.class,
            new JobStatus(
                "import",
                phase,
                1,
                workers,
                0,
                0,
                workers,
                workers,
                "non-indexed",
                "",
                "",
                Wire.EARLIER,
                Wire.EARLIER,
                null,
                null,
                "root asked for a run",
                List.of()));
  }
}
