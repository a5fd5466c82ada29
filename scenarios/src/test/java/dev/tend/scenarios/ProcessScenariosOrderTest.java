package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.EventRecord;
import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Units that require each other: who comes first, and who waits.
class ProcessScenariosOrderTest {

  /// Each writes its name when it is asked to end.
  private static final String STACK =
      """
      [defaults.service]
      stable_after = "200ms"

      [service.front]
      command = ["sh", "ender.sh"]
      requires = ["web"]

      [service.web]
      command = ["sh", "ender.sh"]
      requires = ["db"]

      [service.db]
      command = ["sh", "ender.sh"]
      """;

  private static final String ENDER =
      """
      trap 'echo $TEND_UNIT >>ends; exit 0' TERM
      while :; do sleep 0.05; done
      """;

  @Test
  void aRestartStopsDependantsFirstAndStartsThemLast(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ender.sh"), ENDER);
    try (Tend tend = Tend.serve(folder, STACK)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("front", "running");
      long position = lookout.position();

      Ran ran = tend.run("restart", "db", "--wait", "20s");

      assertThat(ran.exit()).isZero();
      lookout.awaitState("front", "running");
      List<EventRecord> events = lookout.eventsAfter(position);
      assertThat(unitsThat(events, "stopping")).containsExactly("front", "web", "db");
      assertThat(unitsThat(events, "starting")).containsExactly("db", "web", "front");
      assertThat(folder.resolve("ends")).hasContent("front\nweb\ndb\n");
      assertThat(indexOf(events, "web", "starting"))
          .as("web starts when db is ready")
          .isGreaterThan(indexOf(events, "db", "running"));
    }
  }

  private static List<String> unitsThat(List<EventRecord> events, String type) {
    return events.stream()
        .filter(event -> event.type().equals(type))
        .map(event -> String.valueOf(event.unit()))
        .toList();
  }

  private static int indexOf(List<EventRecord> events, String unit, String type) {
    return events.stream()
        .map(event -> event.unit() + " " + event.type())
        .toList()
        .indexOf(unit + " " + type);
  }

  @Test
  void theEndOfTheDaemonStopsInReverseOrder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("ender.sh"), ENDER);
    try (Tend tend = Tend.serve(folder, STACK)) {
      tend.lookout().awaitState("front", "running");

      Ran ran = tend.end();

      assertThat(ran.exit()).isZero();
      assertThat(folder.resolve("ends")).hasContent("front\nweb\ndb\n");
    }
  }

  @Test
  void aRequirementThatComesBackLateStartsItsDependants(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [defaults.service]
            stable_after = "100ms"
            backoff = { min = "50ms", max = "50ms" }

            [service.web]
            command = ["sleep", "300"]
            requires = ["db"]

            [service.db]
            command = ["sh", "-c", "[ -e disk ] && exec sleep 300; exit 1"]
            """)) {
      Lookout lookout = tend.lookout();
      lookout.awaitStatus("db", "in its third attempt", status -> status.attempt() >= 3);
      InstanceStatus waiting = lookout.status("web");

      Files.createFile(folder.resolve("disk"));

      assertThat(waiting.state()).isEqualTo("waiting");
      assertThat(waiting.waitingFor()).singleElement().asString().contains("db");
      lookout.awaitState("db", "running");
      lookout.awaitState("web", "running");
    }
  }

  @Test
  void instancesComeAndGoWhileTheOthersRunOn(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.worker]
            command = ["sleep", "300"]
            """)) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("worker");

      assertThat(tend.run("scale", "worker=3").exit()).isZero();
      lookout.awaitState("worker.2", "running");
      int third = lookout.awaitRunning("worker.3");
      assertThat(tend.run("scale", "worker=1").exit()).isZero();

      new Proc(third).awaitGone();
      await().atMost(Tend.DEADLINE).until(() -> lookout.all("worker").size() == 1);
      assertThat(lookout.pid("worker")).isEqualTo(first);
    }
  }
}
