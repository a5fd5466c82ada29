package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.EventRecord;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.SmallDisk;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A full disk costs lines of logs, which are counted, and never a process.
@EnabledIf("dev.tend.scenarios.harness.SmallDisk#canBeMade")
class ProcessScenariosFullDiskTest {

  private static final Pattern DROPPED = Pattern.compile("(\\d+) bytes of stdout were dropped.*");

  /// What `seq -w 100000` writes: as many lines of six digits and a newline.
  private static final long FLOOD_BYTES = 700_000;

  @Test
  void aFullDiskLosesLinesThatAreCountedUntilThereIsRoom(@TempDir Path folder) throws IOException {
    Path logs = folder.resolve("logs");
    try (SmallDisk disk = SmallDisk.mount(logs, "256k");
        Tend tend =
            Tend.serve(
                folder,
                """
                [daemon]
                log_dir = "logs"

                [service.talker]
                command = ["sh", "-c", "seq -w 100000; : >flooded; until [ -e room ]; do sleep 0.05; done; while :; do echo again; sleep 0.05; done"]
                """)) {
      Lookout lookout = tend.lookout();
      int pid = lookout.awaitRunning("talker");
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("flooded")));
      await().atMost(Tend.DEADLINE).until(() -> !losses(lookout).isEmpty());

      disk.grow("4m");
      Files.createFile(folder.resolve("room"));

      Path log = logs.resolve("talker.1.stdout.log");
      await().atMost(Tend.DEADLINE).until(() -> Files.readString(log).endsWith("again\n"));
      await().atMost(Tend.DEADLINE).until(() -> dropped(lookout) > 0);
      assertThat(losses(lookout).getFirst()).contains("stdout").contains("ENOSPC");
      assertThat(lookout.status("talker").pid()).isEqualTo(pid);
      assertThat(lookout.status("talker").restarts()).isZero();
      tend.run("stop", "talker", "--wait", "20s");
      String kept = Files.readString(log);
      long again = kept.lines().filter("again"::equals).count() * "again\n".length();
      assertThat(kept.length() - again + dropped(lookout))
          .as("kept and dropped bytes of the flood, and of what came before there was room")
          .isBetween(FLOOD_BYTES, FLOOD_BYTES + 1_000);
      assertThat(kept.lines().filter(line -> !line.matches("[0-9]{6}|again")))
          .as("only the line at which the disk was full is in pieces")
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  private static List<String> losses(Lookout lookout) {
    return lookout.events().stream()
        .filter(event -> event.type().equals("lines_lost"))
        .map(EventRecord::cause)
        .toList();
  }

  private static long dropped(Lookout lookout) {
    return losses(lookout).stream()
        .map(DROPPED::matcher)
        .filter(Matcher::matches)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .sum();
  }
}
