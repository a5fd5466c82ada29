package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.LogFiles;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant 6 on the real kernel: the log of a run has no gap and no duplicate, whatever moment
/// the daemon died at.
class LogDeathTest {

  private static final int DEATHS = 5;
  private static final int OTHERS = 20;

  /// How many bytes at most come between a daemon's first ones and its death.
  private static final int LIFE_BYTES_MAX = 60_000;

  private static final String LAST_WORDS =
      """
      [service.mourner]
      command = ["sh", "-c", "echo alive; until [ -e go ]; do sleep 0.05; done; echo last words"]
      restart = "never"
      """;

  /// Beside the writer there are twenty others: every one of them keeps its process.
  @Test
  void numberedLinesHaveNoGapAndNoDuplicateOverFiveDeathsAndConstantRotation(@TempDir Path folder)
      throws IOException {
    Random chance = new Random(4);
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.counter]
            command = ["sh", "-c", "i=0; until [ -e stop ]; do for j in 1 2 3 4 5 6 7 8 9 0; do for k in 1 2 3 4 5 6 7 8 9 0; do i=$((i+1)); echo $i; done; done; sleep 0.02; done; echo end $i; : >stopped; exec sleep 300"]
            log = { max_size = "2k", keep = 5000 }

            [service.other]
            command = ["sleep", "300"]
            instances = 20
            """)) {
      List<Integer> pids = pids(tend);
      LogFiles log = new LogFiles(tend.log("counter", 1, "stdout"));
      for (int death = 0; death < DEATHS; death++) {
        patiently().until(() -> Files.exists(log.current()));
        long before = log.bytes();
        long life = chance.nextInt(LIFE_BYTES_MAX);
        patiently().until(() -> Math.abs(log.bytes() - before) > life);
        tend.killDaemon();
        tend.serveAgain();
        assertThat(pids(tend)).isEqualTo(pids);
      }
      Files.createFile(folder.resolve("stop"));
      patiently().until(() -> Files.exists(folder.resolve("stopped")));
      patiently()
          .ignoreException(NoSuchFileException.class)
          .until(() -> Files.readString(log.current()).contains("end ") && log.areCompressed());

      List<String> lines = log.lines();
      int last = lines.size() - 1;
      assertThat(lines.getLast()).isEqualTo("end " + last);
      assertThat(lines.subList(0, last))
          .isEqualTo(IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList());
      assertThat(log.all()).hasSizeGreaterThan(DEATHS);
      assertThat(tend.holders()).hasSize(1);
    }
  }

  @Test
  void whatAProcessWroteJustBeforeItEndedWhileNoDaemonLivedIsThere(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, LAST_WORDS)) {
      Proc mourner = new Proc(tend.lookout().awaitRunning("mourner"));
      tend.killDaemon();

      dieAlone(folder, mourner);
      tend.serveAgain();

      awaitLastWords(tend);
    }
  }

  @Test
  void aHolderThatWasKilledBeforeTheDaemonLosesNothing(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, LAST_WORDS)) {
      Proc mourner = new Proc(tend.lookout().awaitRunning("mourner"));
      Proc holder = tend.holders().getFirst();

      holder.kill();
      patiently().until(() -> tend.holders().size() == 1 && !tend.holders().contains(holder));
      assertThat(tend.run("events").out())
          .contains("pid " + holder.pid() + ") was killed by SIGKILL; another has taken its place");
      tend.killDaemon();
      dieAlone(folder, mourner);
      tend.serveAgain();

      awaitLastWords(tend);
    }
  }

  @Test
  void aShutdownThatKeepsLeavesTheHolderToTheNextDaemonAndACleanOneLeavesNone(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, LAST_WORDS)) {
      Proc mourner = new Proc(tend.lookout().awaitRunning("mourner"));
      List<Proc> holders = tend.holders();

      assertThat(tend.run("shutdown", "--keep").exit()).isZero();
      tend.awaitEnd();
      assertThat(tend.holders()).hasSize(1).isEqualTo(holders);
      dieAlone(folder, mourner);
      tend.serveAgain();

      awaitLastWords(tend);
      assertThat(tend.holders()).isEqualTo(holders);
      assertThat(tend.end().exit()).isZero();
      assertThat(tend.holders()).isEmpty();
    }
  }

  private static void dieAlone(Path folder, Proc mourner) throws IOException {
    Files.createFile(folder.resolve("go"));
    patiently().until(() -> !mourner.isAlive());
  }

  private static void awaitLastWords(Tend tend) {
    Path log = tend.log("mourner", 1, "stdout");
    patiently()
        .untilAsserted(() ->
            assertThat(log)
                .as("log of the last daemon:\n%s", tend.daemonLog())
                .hasContent("alive\nlast words\n"));
  }

  private static List<Integer> pids(Tend tend) {
    List<String> instances =
        IntStream.rangeClosed(0, OTHERS)
            .mapToObj(number -> number == 0 ? "counter" : "other." + number)
            .toList();
    return instances.stream().map(tend.lookout()::awaitRunning).toList();
  }

  /// Files are renamed while they are looked at.
  private static ConditionFactory patiently() {
    return await().atMost(Tend.DEADLINE).ignoreExceptions();
  }
}
