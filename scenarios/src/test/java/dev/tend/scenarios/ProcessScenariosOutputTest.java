package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of output, whatever its writer does.
class ProcessScenariosOutputTest {

  private static final long MEGABYTE = 1_000_000;
  private static final int LINES = 20_000;

  @Test
  void aChildThatClosesItsOutputGoesOn(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.silent]
            command = ["sh", "-c", "echo before; exec >&- 2>&-; : >closed; exec sleep 300"]
            """)) {
      Lookout lookout = tend.lookout();
      int pid = lookout.awaitRunning("silent");

      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("closed")));

      // A closed pipe that is asked again and again would show here.
      tend.daemon().awaitIdle(Duration.ofSeconds(1));
      assertThat(lookout.status("silent").pid()).isEqualTo(pid);
      assertThat(lookout.status("silent").restarts()).isZero();
      assertThat(tend.log("silent", 1, "stdout")).hasContent("before\n");
    }
  }

  @Test
  void aHundredMegabytesWithoutANewlineArriveInLittleMemory(@TempDir Path folder)
      throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.flood]
            command = ["sh", "-c", "until [ -e go ]; do sleep 0.05; done; head -c 100000000 /dev/zero | tr '\\\\0' x; : >done; exec sleep 300"]
            log = { compress = false }
            """)) {
      Lookout lookout = tend.lookout();
      int pid = lookout.awaitRunning("flood");
      long before = tend.daemon().residentBytes();

      Files.createFile(folder.resolve("go"));

      await().atMost(Tend.DEADLINE).until(() -> written(tend) >= 100 * MEGABYTE);
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("done")));
      assertThat(written(tend)).isEqualTo(100 * MEGABYTE);
      assertThat(tend.daemon().residentBytes() - before).isLessThan(40 * MEGABYTE);
      assertThat(lookout.status("flood").pid()).isEqualTo(pid);
    }
  }

  private static long written(Tend tend) throws IOException {
    long bytes = 0;
    Path log = tend.log("flood", 1, "stdout");
    try (var files = Files.newDirectoryStream(log.getParent(), log.getFileName() + "*")) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void rotationAndCompressionLoseNoLine(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.counter]
            command = ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo line $i; done; exec sleep 300"]
            log = { max_size = "10k", keep = 1000 }
            """)) {
      Path log = tend.log("counter", 1, "stdout");
      // Between two looks it may be renamed, and the next one is not there yet.
      await()
          .atMost(Tend.DEADLINE)
          .ignoreException(NoSuchFileException.class)
          .until(() -> Files.readString(log).endsWith("line " + LINES + "\n"));

      // Names move on while files are compressed; only then can all of them be read in order.
      await().atMost(Tend.DEADLINE).until(() -> allCompressed(log));

      List<String> lines = allLines(log);
      assertThat(lines).hasSize(LINES);
      for (int number = 1; number <= LINES; number++) {
        assertThat(lines.get(number - 1)).isEqualTo("line " + number);
      }
      assertThat(Files.exists(rotated(log, 1))).isTrue();
    }
  }

  private static boolean allCompressed(Path log) throws IOException {
    try (var files = Files.newDirectoryStream(log.getParent(), log.getFileName() + ".*")) {
      for (Path file : files) {
        if (!file.toString().endsWith(".gz")) {
          return false;
        }
      }
    }
    return true;
  }

  /// Oldest first.
  private static List<String> allLines(Path log) throws IOException {
    int oldest = 1;
    while (Files.exists(rotated(log, oldest))) {
      oldest++;
    }
    List<String> lines = new ArrayList<>();
    for (int number = oldest - 1; number >= 1; number--) {
      try (InputStream file = new GZIPInputStream(Files.newInputStream(rotated(log, number)))) {
        lines.addAll(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    lines.addAll(Files.readAllLines(log));
    return lines;
  }

  private static Path rotated(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number + ".gz");
  }
}
