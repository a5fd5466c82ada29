package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tend.api.Endpoint;
import dev.tend.api.EventRecord;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon under load that is killed at any moment, again and again, and what its successors make
/// of it, seen from outside.
///
/// `-Dtend.death.kills=N` kills N times, `-Dtend.death.seed=S` at other moments.
class DeathTest {
  private static final int KILLS = Integer.getInteger("tend.death.kills", 3);
  private static final long SEED = Long.getLong("tend.death.seed", 1);

  /// Long enough for a crasher to have died several times.
  private static final int LONGEST_LIFE_MILLIS = 400;

  private static final int STEADY = 20;

  /// Each start leaves the name of its run in a file of its unit's.
  private static String configuration(Path folder) {
    return """
    [defaults.service]
    directory = "%1$s"
    stop = { timeout = "2s" }

    [service.steady]
    command = ["sh", "-c", "echo $TEND_RUN >>steady; exec sleep 3000"]
    instances = %2$d

    [service.mover]
    command = ["sh", "-c", "echo $TEND_RUN >>mover; exec sleep 3000"]
    instances = 2

    [service.crasher]
    command = ["sh", "-c", "echo $TEND_RUN >>crasher; sleep 0.02; exit 3"]
    instances = 3
    restart = "always"
    backoff = { min = "20ms", max = "50ms" }

    [service.paused]
    command = ["sh", "-c", "echo $TEND_RUN >>paused; exit 1"]
    backoff = { min = "2h", max = "2h", jitter = 0.0 }

    [service.givenup]
    command = ["sh", "-c", "echo $TEND_RUN >>givenup; exit 4"]
    backoff = { min = "10ms", max = "10ms" }
    give_up_after = { attempts = 3, within = "1h" }

    [service.done]
    command = ["sh", "-c", "echo $TEND_RUN >>done; exit 0"]

    [service.stopped]
    command = ["sh", "-c", "echo $TEND_RUN >>stopped; exec sleep 3000"]
    """
        .formatted(folder, STEADY);
  }

  @Test
  void whateverMomentItDiesAtTheNextOneGoesOn(@TempDir Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Tend tend = Tend.serve(folder, configuration(folder))) {
      Lookout lookout = tend.lookout();
      int[] pids = new int[STEADY + 1];
      for (int number = 1; number <= STEADY; number++) {
        pids[number] = lookout.awaitRunning("steady." + number);
      }
      lookout.awaitState("givenup", "failed");
      lookout.awaitState("done", "completed");
      InstanceStatus paused = lookout.awaitState("paused", "backoff");
      lookout.awaitRunning("stopped");
      tend.run("stop", "stopped", "--wait", "20s");
      String stoppedBecause = lookout.why("stopped").root();
      assertThat(stoppedBecause).endsWith("asked for a stop");

      int crashes = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread operator = restartsMovers(tend);
        passes(random.nextInt(LONGEST_LIFE_MILLIS));
        crashes = Math.max(crashes, lookout.status("crasher.1").restarts());
        tend.killDaemon();
        join(operator);
        Optional<Integer> victim =
            random.nextBoolean() ? Optional.of(1 + random.nextInt(STEADY)) : Optional.empty();
        victim.ifPresent(number -> new Proc(pids[number]).kill());
        Instant died = Instant.now();

        tend.serveAgain();

        if (victim.isPresent()) {
          int number = victim.get();
          pids[number] = lookout.awaitOtherPid("steady." + number, pids[number]);
          assertUnseen(lookout, "steady." + number, died);
        }
        for (int number = 1; number <= STEADY; number++) {
          assertThat(lookout.awaitRunning("steady." + number))
              .as("pid of steady.%d", number)
              .isEqualTo(pids[number]);
        }
        assertThat(lookout.status("stopped").target()).isEqualTo("down");
        assertThat(lookout.status("stopped").state()).isEqualTo("stopped");
        assertThat(lookout.why("stopped").root()).isEqualTo(stoppedBecause);
        assertThat(lookout.status("givenup").state()).isEqualTo("failed");
        assertThat(lookout.status("done").state()).isEqualTo("completed");
        assertStillPaused(lookout.status("paused"), paused);
        assertThat(lookout.status("crasher.1").restarts()).isGreaterThanOrEqualTo(crashes);
        assertOneProcessASlot(lookout);
        assertAdoptedEndIsSeen(lookout, pids, 1 + random.nextInt(STEADY));
      }

      assertThat(Files.readAllLines(folder.resolve("givenup"))).hasSize(3);
      for (String once : List.of("paused", "done", "stopped")) {
        assertThat(Files.readAllLines(folder.resolve(once))).as("starts of %s", once).hasSize(1);
      }
      for (String unit : List.of("steady", "mover", "crasher")) {
        assertThat(Files.readAllLines(folder.resolve(unit)))
            .as("runs of %s", unit)
            .doesNotHaveDuplicates();
      }
    }
  }

  /// Somebody who restarts things for as long as a daemon answers, so that commands are under way
  /// when it dies.
  private static Thread restartsMovers(Tend tend) {
    TendClient client = new TendClient(new Endpoint.Socket(tend.socket()), Optional.empty());
    return Thread.ofPlatform()
        .name("operator")
        .start(() -> {
          boolean answered = true;
          while (answered) {
            answered = client.restart("mover") instanceof Outcome.Done<?>;
          }
        });
  }

  private static void join(Thread operator) {
    await("the operator to notice").atMost(Tend.DEADLINE).until(() -> !operator.isAlive());
  }

  private static void passes(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).atMost(Tend.DEADLINE).until(() -> true);
  }

  /// What ended while no daemon lived is recorded once: as unseen, or with its code where nobody
  /// had reaped it yet.
  private static void assertUnseen(Lookout lookout, String instance, Instant died) {
    List<EventRecord> ends =
        lookout.events().stream()
            .filter(event -> event.type().equals("exited"))
            .filter(event -> instance.equals(event.unit() + "." + event.instance()))
            .filter(event -> Instant.parse(event.at()).isAfter(died))
            .toList();
    assertThat(ends)
        .as("ends of %s", instance)
        .singleElement()
        .extracting(EventRecord::cause)
        .asString()
        .containsAnyOf("ended unseen", "SIGKILL");
    InstanceStatus.LastExit last = lastExit(lookout, instance);
    assertThat(last.signal() == null ? last.unknown() : last.signal())
        .containsAnyOf("no daemon", "SIGKILL");
  }

  private static void assertStillPaused(InstanceStatus now, InstanceStatus before) {
    assertThat(now.state()).isEqualTo("backoff");
    assertThat(now.attempt()).isEqualTo(before.attempt());
    assertThat(Instant.parse(String.valueOf(now.nextStart())))
        .isCloseTo(
            Instant.parse(String.valueOf(before.nextStart())), within(1, ChronoUnit.SECONDS));
  }

  /// Those who lead their session are the main processes.
  private static void assertOneProcessASlot(Lookout lookout) {
    lookout.awaitRunning("mover.1");
    lookout.awaitRunning("mover.2");
    List<Integer> movers = List.of(lookout.pid("mover.1"), lookout.pid("mover.2"));
    String socket = new Proc(movers.getFirst()).variable("TEND_SOCKET").orElseThrow();
    List<Integer> living =
        ProcessHandle.allProcesses()
            .map(process -> new Proc(process.pid()))
            .filter(process -> isMover(process, socket))
            .map(process -> Math.toIntExact(process.pid()))
            .toList();
    assertThat(living).containsExactlyInAnyOrderElementsOf(movers);
  }

  private static boolean isMover(Proc process, String socket) {
    try {
      return process.isAlive()
          && process.variable("TEND_SOCKET").filter(socket::equals).isPresent()
          && process.variable("TEND_UNIT").filter("mover"::equals).isPresent()
          && process.session() == process.pid();
    } catch (UncheckedIOException goneOrForeign) {
      return false;
    }
  }

  /// The end of an adopted process is noticed at once, with what the kernel tells of it.
  private static void assertAdoptedEndIsSeen(Lookout lookout, int[] pids, int number) {
    String instance = "steady." + number;
    new Proc(pids[number]).kill();
    pids[number] = lookout.awaitOtherPid(instance, pids[number]);
    InstanceStatus.LastExit last = lastExit(lookout, instance);
    assertThat(last.signal() == null ? last.unknown() : last.signal())
        .containsAnyOf("SIGKILL", "only Linux 6.15 and newer");
  }

  private static InstanceStatus.LastExit lastExit(Lookout lookout, String instance) {
    InstanceStatus.LastExit last = lookout.status(instance).lastExit();
    if (last == null) {
      throw new AssertionError("nothing is known of an end of " + instance);
    }
    return last;
  }
}
