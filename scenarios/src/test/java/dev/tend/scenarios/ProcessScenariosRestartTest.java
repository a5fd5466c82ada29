package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.EventRecord;
import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a service whose process ended, or never came to be.
class ProcessScenariosRestartTest {

  private static final int KILLS = 100;

  @Test
  void aKilledServiceIsReplacedAtOnce(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sleep", "300"]
            backoff = { min = "20s", max = "30s" }
            """)) {
      Lookout lookout = tend.lookout();
      int before = lookout.awaitRunning("web");
      long position = lookout.position();

      new Proc(before).kill();
      lookout.awaitOtherPid("web", before);

      InstanceStatus status = lookout.awaitState("web", "running");
      assertThat(status.restarts()).isEqualTo(1);
      assertThat(status.lastExit()).hasFieldOrPropertyWithValue("signal", "SIGKILL");
      assertThat(lookout.eventsAfter(position))
          .extracting(EventRecord::type)
          .containsExactly("exited", "starting", "running");
    }
  }

  @Test
  void aHundredKillsAreAHundredRestartsAndLeaveNothingOpen(@TempDir Path folder)
      throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sleep", "300"]
            backoff = { min = "10ms", max = "10ms" }
            """)) {
      Lookout lookout = tend.lookout();
      int pid = lookout.awaitRunning("web");
      // The history opens its files a moment after the first fact, and keeps them open.
      await().atMost(Tend.DEADLINE).until(() -> tend.daemon().hasOpen("history.db-wal"));
      long descriptors = tend.daemon().descriptors();
      Set<Integer> pids = new HashSet<>();

      for (int kill = 0; kill < KILLS; kill++) {
        pids.add(pid);
        new Proc(pid).kill();
        pid = lookout.awaitOtherPid("web", pid);
      }

      assertThat(lookout.awaitState("web", "running").restarts()).isEqualTo(KILLS);
      assertThat(pids).hasSize(KILLS);
      // The connections of this test may still be closing.
      await().atMost(Tend.DEADLINE).until(() -> tend.daemon().descriptors() <= descriptors);
    }
  }

  @Test
  void aCommandThatIsNotThereCountsAsAnAttempt(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.ghost]
            command = ["/no/such/program"]
            backoff = { min = "10ms", max = "20ms" }
            """)) {
      Lookout lookout = tend.lookout();

      lookout.awaitStatus("ghost", "in its third attempt", status -> status.attempt() >= 3);

      InstanceStatus status = lookout.awaitState("ghost", "backoff");
      assertThat(status.nextStart()).isNotNull();
      assertThat(lookout.why("ghost").root())
          .contains("cannot execute /no/such/program")
          .contains("ENOENT");
    }
  }

  @Test
  void aCommandThatIsNeverThereFailsForGood(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.ghost]
            command = ["/no/such/program"]
            backoff = { min = "10ms", max = "20ms" }
            give_up_after = { attempts = 3, within = "1m" }
            """)) {
      Lookout lookout = tend.lookout();

      InstanceStatus status = lookout.awaitState("ghost", "failed");

      assertThat(status.nextStart()).isNull();
      assertThat(status.cause()).contains("gave up after 3 attempts within 1m");
      assertThat(lookout.why("ghost").root()).contains("/no/such/program").contains("ENOENT");
      assertThat(lookout.events()).filteredOn(event -> event.type().equals("backoff")).hasSize(2);
    }
  }

  @Test
  void aProgramThatMayNotBeExecutedIsSaidToBeSo(@TempDir Path folder) throws IOException {
    Path program = Files.writeString(folder.resolve("plain"), "#!/bin/sh\nexec sleep 300\n");
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.plain]
            command = ["./plain"]
            """)) {
      Lookout lookout = tend.lookout();

      lookout.awaitState("plain", "backoff");

      assertThat(lookout.why("plain").root()).contains(program.toString()).contains("EACCES");
    }
  }
}
