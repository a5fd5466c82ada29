package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reload touches what changed and nothing else.
class ReloadTest {

  private static final String UNITS =
      """
      [defaults.service]
      stable_after = "50ms"
      [service.db]
      command = "sleep 1000"
      env_files = ["db.env"]
      [service.web]
      command = "sleep 1001"
      requires = ["db"]
      [service.alone]
      command = "sleep 1002"
      """;

  @Test
  void aReloadOfAnUnchangedFileDoesNothing(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      Object events = Curl.of(tend).get("/v1/events").json();

      assertThat(tend.run("reload").out()).isEqualTo("nothing changed\n");

      assertThat(pids(tend)).isEqualTo(before);
      assertThat((List<?>) Curl.of(tend).get("/v1/events").json())
          .as("nothing more than that somebody reloaded")
          .hasSize(((List<?>) events).size() + 1);
    }
  }

  @Test
  void aChangeOfPolicyKeepsEveryProcess(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      tend.configure(
          UNITS.replace(
              "command = \"sleep 1002\"",
              """
              command = "sleep 1002"
              priority = 7
              instances = 2
              backoff = { min = "2s", max = "9s" }
              give_up_after = { attempts = 9, within = "1m" }
              stop = { timeout = "3s" }
              """));

      assertThat(tend.run("reload").out()).isEqualTo("updated alone\n");

      tend.lookout().awaitState("alone.2", "running");
      assertThat(pids(tend)).containsAllEntriesOf(before).hasSize(before.size() + 1);
    }
  }

  @Test
  void aChangeOfCommandReplacesTheUnitAndItsDependantsInOrder(@TempDir Path folder)
      throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      Map<String, Object> last = events(tend).getLast();
      tend.configure(UNITS.replace("sleep 1000", "sleep 1005"));

      assertThat(tend.run("reload").out()).isEqualTo("restarted db\n");

      await()
          .atMost(Tend.DEADLINE)
          .until(() -> steps(tend, last).contains("web starting → running"));
      assertThat(steps(tend, last))
          .containsSubsequence(
              "web running → stopping",
              "web stopping → waiting",
              "db running → stopping",
              "db starting → running",
              "web waiting → starting");
      assertThat(pids(tend)).containsEntry("alone.1", before.get("alone.1"));
      assertThat(pids(tend).get("db.1")).isNotEqualTo(before.get("db.1"));
      assertThat(pids(tend).get("web.1")).isNotEqualTo(before.get("web.1"));
      assertThat(commandLine(tend.lookout().pid("db"))).isEqualTo("sleep 1005");
    }
  }

  @Test
  void aRemovedUnitStopsAndANewOneStarts(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      long removed = tend.lookout().pid("alone");
      tend.configure(UNITS.replace("service.alone", "service.fresh"));

      assertThat(tend.run("reload").out()).isEqualTo("created fresh\nremoved alone\n");

      tend.lookout().awaitState("fresh", "running");
      await().atMost(Tend.DEADLINE).until(() -> tend.run("status", "alone").exit() == 1);
      assertThat(ProcessHandle.of(removed)).isEmpty();
      before.remove("alone.1");
      assertThat(pids(tend)).containsAllEntriesOf(before).containsKey("fresh.1").hasSize(3);
    }
  }

  @Test
  void aChangedEnvironmentFileIsAChange(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      Files.writeString(folder.resolve("db.env"), "COLOUR=blue\n");

      assertThat(tend.run("reload").out()).isEqualTo("restarted db\n");

      await()
          .atMost(Tend.DEADLINE)
          .until(() -> !Objects.equals(pids(tend).get("db.1"), before.get("db.1")));
      tend.lookout().awaitState("db", "running");
      assertThat(Files.readString(Path.of("/proc/" + tend.lookout().pid("db") + "/environ")))
          .contains("COLOUR=blue");
      assertThat(pids(tend)).containsEntry("alone.1", before.get("alone.1"));
    }
  }

  @Test
  void theSignalDoesWhatTheCommandDoes(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      Map<String, Object> before = pids(tend);
      tend.configure(UNITS + "[service.late]\ncommand = \"sleep 1003\"\n");

      hangUp(tend);

      await().atMost(Tend.DEADLINE).until(() -> tend.run("status", "late").exit() == 0);
      assertThat(pids(tend)).containsAllEntriesOf(before);
      assertThat(tend.run("why", "late").out()).contains("SIGHUP asked for a reload");

      tend.configure(UNITS + "[service.late\n");
      hangUp(tend);

      await().atMost(Tend.DEADLINE).until(() -> tend.daemonLog().contains("tend.toml:11:"));
      assertThat(tend.daemonLog()).contains("reload refused, nothing was changed");
      assertThat(pids(tend)).containsAllEntriesOf(before).containsKey("late.1");
    }
  }

  private static Tend serve(Path folder) throws IOException {
    Files.writeString(folder.resolve("db.env"), "COLOUR=red\n");
    Tend tend = Tend.serve(folder, UNITS);
    List.of("db", "web", "alone").forEach(unit -> tend.lookout().awaitState(unit, "running"));
    return tend;
  }

  private static void hangUp(Tend tend) {
    List<String> kill = List.of("kill", "-HUP", String.valueOf(tend.daemonPid()));
    try (Program program = Program.start(kill, tend.configuration().resolveSibling(""), Map.of())) {
      assertThat(program.awaitEnd(Tend.DEADLINE).exit()).isZero();
    }
  }

  /// The pids of all instances that have one, by name.
  private static Map<String, Object> pids(Tend tend) {
    Map<String, Object> pids = new TreeMap<>();
    for (Map<String, Object> status : Curl.of(tend).get("/v1/units").list()) {
      pids.put(status.get("unit") + "." + status.get("instance"), status.get("pid"));
    }
    return pids;
  }

  private static List<Map<String, Object>> events(Tend tend) {
    return Curl.of(tend).get("/v1/events").list();
  }

  /// The changes of state since an event, as `web running → stopping`.
  private static List<String> steps(Tend tend, Map<String, Object> since) {
    return Curl.of(tend).get("/v1/events?since=" + since.get("id")).list().stream()
        .filter(event -> event.get("from") != null)
        .map(event -> event.get("unit") + " " + event.get("from") + " → " + event.get("to"))
        .toList();
  }

  private static String commandLine(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
        .strip()
        .replace('\0', ' ')
        .strip();
  }
}
