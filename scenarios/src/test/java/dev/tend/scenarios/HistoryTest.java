package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon remembers, and that supervision never waits for it.
class HistoryTest {

  private static final String CRASHER =
      """
      [service.crasher]
      command = ["sh", "-c", "sleep 0.1; exit 7"]
      restart = "always"
      backoff = { min = "50ms", max = "50ms" }
      """;

  private static final int CRASHES = 20;

  @Test
  void b68ALockedDatabaseKeepsNobodyFromBeingRestartedAndLosesNothing(@TempDir Path folder)
      throws IOException, SQLException {
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    try (Tend tend = Tend.serve(folder, CRASHER)) {
      Path database = tend.socket().resolveSibling("state").resolve("history.db");
      await().atMost(Tend.DEADLINE).until(() -> tend.daemon().hasOpen("history.db-wal"));
      Lookout lookout = tend.lookout();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement statement = other.createStatement()) {
        statement.execute("pragma busy_timeout = 10000");
        statement.execute("begin immediate");
        int before = lookout.status("crasher").restarts();

        await()
            .atMost(Tend.DEADLINE)
            .until(() -> lookout.status("crasher").restarts() >= before + CRASHES);
        statement.execute("rollback");
      }
      tend.run("stop", "--wait", "10s", "crasher");

      int starts = lookout.status("crasher").restarts() + 1;
      // Until it is written again, the command says that it is not.
      await().atMost(Tend.DEADLINE).untilAsserted(() -> assertThat(runs(tend)).hasSize(starts));
      assertThat(runs(tend).subList(0, starts - 1))
          .extracting(run -> run.get("exit"))
          .allSatisfy(exit -> assertThat(exit).hasToString("{code=7}"));
    }
  }

  @Test
  void aRunKeepsItsNameItsStartAndItsEndAcrossADeathOfTheDaemon(@TempDir Path folder)
      throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sh", "-c", "trap 'exit 3' TERM; while :; do sleep 0.05; done"]
            restart = "never"
            """)) {
      int pid = tend.lookout().awaitRunning("web");
      Map<String, Object> before = runs(tend).getFirst();
      tend.killDaemon();
      tend.serveAgain();
      tend.lookout().awaitRunning("web");

      new Proc(pid).signal("TERM");
      tend.lookout().awaitState("web", "failed");

      await().atMost(Tend.DEADLINE).until(() -> runs(tend).getFirst().containsKey("ended"));
      assertThat(runs(tend)).hasSize(1);
      Map<String, Object> after = runs(tend).getFirst();
      assertThat(after).containsEntry("run", before.get("run"));
      assertThat(after).containsEntry("started", before.get("started"));
      assertThat(String.valueOf(after.get("exit"))).containsAnyOf("code=3", "unknown");
    }
  }

  @Test
  void aDamagedDatabaseIsSetAsideAndSaidAndANewOneBegun(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRASHER)) {
      Path state = tend.socket().resolveSibling("state");
      await().atMost(Tend.DEADLINE).until(() -> tend.daemon().hasOpen("history.db-wal"));
      tend.end();
      Files.writeString(state.resolve("history.db"), "this is no database\n".repeat(1000));

      tend.serveAgain();

      await()
          .atMost(Tend.DEADLINE)
          .until(() ->
              tend.lookout().events().stream()
                  .anyMatch(event -> event.type().equals("history_set_aside")));
      try (Stream<Path> files = Files.list(state)) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .anyMatch(name -> name.startsWith("history.db.damaged-"));
      }
      await().atMost(Tend.DEADLINE).until(() -> !runs(tend).isEmpty());
    }
  }

  /// What `tend runs --json` tells, oldest first.
  @SuppressWarnings("unchecked") // that is what `runs` prints, by contract
  private static List<Map<String, Object>> runs(Tend tend) {
    return (List<Map<String, Object>>) tend.json("runs", "-n", "10000");
  }
}
