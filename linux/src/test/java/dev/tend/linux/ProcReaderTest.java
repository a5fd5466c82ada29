package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.core.process.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `/proc` tells of processes that change while they are looked at.
final class ProcReaderTest {

  private static final int LOOKS = 20_000;

  @TempDir private Path folder;
  private Libc libc;
  private SmallFiles files;
  private ProcReader proc;

  @BeforeEach
  void open() {
    libc = new Libc();
    files = new SmallFiles(libc);
    proc = new ProcReader(files);
  }

  @AfterEach
  void close() {
    files.close();
    libc.close();
  }

  @Test
  void whoChangesItsProgramAllTheTimeIsNeverWithoutItsName() throws IOException {
    Path script = Files.writeString(folder.resolve("again"), "exec sh \"$0\"");
    Process restless = start("sh", script.toString());

    try {
      for (int look = 0; look < LOOKS; look++) {
        assertThat(proc.run((int) restless.pid())).as("look %d", look).contains(new RunId("r1"));
      }
    } finally {
      restless.destroyForcibly().onExit().join();
    }
  }

  @Test
  void whoHasNoEnvironmentHasNoNameAndNobodyWaitsForIt() throws IOException {
    Process bare = start("env", "-i", "sleep", "300");

    try {
      int pid = (int) bare.pid();
      await().until(() -> proc.stat(pid).orElseThrow().hasNoEnvironment());

      assertThat(proc.run(pid)).isEmpty();
    } finally {
      bare.destroyForcibly().onExit().join();
    }
  }

  private static Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TEND_RUN", "r1");
    return builder.start();
  }
}
