package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.InstanceStatus;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Children that come and go leave nothing behind, and come no faster than they may, whatever the
/// configuration says. `bench/load` does the same with ten thousand of them.
class LoadTest {

  private static final int LOOPS = 10;
  private static final int CRASHES = 15;

  /// Half of them leave an orphan, which comes to the daemon.
  private static final String CRASHERS =
      """
      [defaults.service]
      restart = "always"
      backoff = { min = "10ms", max = "10ms", jitter = 0.0 }
      give_up_after = { attempts = %2$d, within = "1h" }

      [service.plain]
      command = ["sh", "-c", "echo $TEND_RUN; exit 3"]
      instances = %1$d

      [service.orphan]
      command = ["sh", "-c", "sleep 0.02 & echo $TEND_RUN >&2; kill -9 $$"]
      instances = %1$d
      """
          .formatted(LOOPS, CRASHES);

  /// Each says in its own way that it need never wait.
  private static final String STORMS =
      """
      [defaults.service]
      restart = "always"
      stable_after = "0s"
      backoff = { min = "10ms", max = "10ms", factor = 1, jitter = 1.0 }
      give_up_after = { attempts = 1000000, within = "1ms" }

      [service.well]
      command = ["true"]
      [service.ill]
      command = ["false"]
      [service.missing]
      command = ["/nonexistent/program"]
      [service.delayed]
      command = ["false"]
      restart_delay = "10ms"
      [service.retried]
      command = ["false"]
      stable_after = "1s"
      start_retries = { count = 1000000, interval = "10ms" }
      """;

  private static final long FLOOR_MILLIS = 10;
  private static final int STORM_STARTS = 30;

  @Test
  void hundredsOfChildrenLeaveNothingBehind(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRASHERS)) {
      Lookout lookout = tend.lookout();
      awaitFailed(lookout);
      Holdings first = Holdings.of(tend);

      tend.run("start", "plain", "orphan");
      awaitFailed(lookout);

      await()
          .atMost(Tend.DEADLINE)
          .untilAsserted(() -> assertThat(Holdings.of(tend).within(first)).isEqualTo(first));
      assertThat(lookout.all()).allSatisfy(LoadTest::assertTriedSoOften);
      assertThat(Files.readAllLines(tend.log("plain", 1, "stdout"))).hasSize(2 * CRASHES);
    }
  }

  @Test
  void noConfigurationMakesAForkStorm(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, STORMS)) {
      Lookout lookout = tend.lookout();
      long began = System.nanoTime();
      List<InstanceStatus> before = lookout.all();

      for (InstanceStatus unit : before) {
        lookout.awaitStatus(
            unit.unit(), "tried often", now -> now.restarts() >= unit.restarts() + STORM_STARTS);
      }

      // The first status was read after the clock was.
      List<InstanceStatus> after = lookout.all();
      long most = 1 + (System.nanoTime() - began) / 1_000_000 / FLOOR_MILLIS;
      for (int index = 0; index < before.size(); index++) {
        int starts = after.get(index).restarts() - before.get(index).restarts();
        assertThat((long) starts)
            .as("starts of %s", after.get(index).unit())
            .isLessThanOrEqualTo(most);
      }
      assertThat(tend.run("stop", "--wait", "20s", "*").exit()).isZero();
    }
  }

  private static void awaitFailed(Lookout lookout) {
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> lookout.all().stream().allMatch(unit -> unit.state().equals("failed")));
  }

  private static void assertTriedSoOften(InstanceStatus status) {
    assertThat(status.restarts())
        .as("restarts of %s.%d", status.unit(), status.instance())
        .isEqualTo(2 * (CRASHES - 1));
  }

  /// What must not grow with what has come and gone.
  ///
  /// @param files in the runtime directory
  private record Holdings(long descriptors, long children, List<String> files) {

    /// These, as if they were no fewer descriptors than there may be: a client may just have left.
    Holdings within(Holdings most) {
      return new Holdings(Math.max(descriptors, most.descriptors), children, files);
    }

    static Holdings of(Tend tend) throws IOException {
      Path runtime = tend.socket().resolveSibling("");
      try (Stream<Path> files = Files.walk(runtime)) {
        List<String> names =
            files
                .map(file -> runtime.relativize(file).toString())
                .filter(name -> !name.startsWith("log/") && !name.startsWith("state/"))
                .sorted()
                .toList();
        return new Holdings(tend.daemon().descriptors(), children(tend.daemon()), names);
      }
    }

    private static long children(Proc daemon) {
      return ProcessHandle.of(daemon.pid()).stream().flatMap(ProcessHandle::children).count();
    }
  }
}
