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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that leave their service in the background and say which process it is: by a pid file,
/// or because it is a container's.
class FollowingTest {

  /// As procman's own example has it: nothing is in the background for a while, and then it is
  /// named. Each start leaves a line.
  private static final String PROCMANS =
      """
      [service.web]
      command = "echo started >>starts && sleep 0.2 && (sleep 333 & echo $! >$TEND_PID_FILE)"
      follow = "pid_file"
      restart = "always"
      stable_after = "100ms"
      """;

  /// A container engine of a few lines, which behaves as podman and docker document it: a detached
  /// container is no child of who runs it, its environment and session are its own, and its id goes
  /// into a file. Whoever asks for one may be gone before it is there: it comes all the same. What
  /// it removes by itself takes a while.
  private static final String ENGINE =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 125
      pid() { cat "$1.container" 2>/dev/null || echo 0; }
      lives() { [ "$1" != 0 ] && kill -0 "$1" 2>/dev/null; }
      case "$1 $2" in
      'run --detach')
        trap : TERM
        if [ -e removing ]; then echo "the name is in use" >&2; exit 125; fi
        id=cid-$$
        echo "$id" >"$4"
        echo "$id" >>ran
        shift 4
        if [ "$1" = --rm ]; then shift; touch "$id.rm"; fi
        if [ "$1" = slow ]; then shift; until [ -e pulled ]; do sleep 0.01; done; fi
        env -i PATH="$PATH" setsid sh -c 'echo $$ >'"$id"'.new; mv '"$id"'.new '"$id"'.container; exec "$@"' sh "$@" >/dev/null 2>&1 &
        until [ -e "$id.container" ]; do sleep 0.01; done
        if [ "$1" = false ]; then wait "$!"; fi
        echo "$id" ;;
      'inspect --format')
        pid=$(pid "$4")
        if lives "$pid"; then echo "$pid 0"; exit; fi
        if [ -e "$4.rm" ]; then echo "no such object: $4" >&2; exit 125; fi
        echo "0 5" ;;
      'inspect '*) [ -e "$2.container" ] ;;
      'kill '*) kill -KILL "$(pid "$2")" ;;
      'stop -t')
        echo "$4" >>stopped
        pid=$(pid "$4")
        kill -TERM "$pid"
        while lives "$pid"; do sleep 0.01; done ;;
      'rm -f')
        pid=$(pid "$3")
        if [ -e "$3.rm" ] && ! lives "$pid"; then
          rm "$3.rm"
          touch removing
          exit 1
        fi
        rm -f removing
        echo "$3" >>removed
        if [ "$pid" != 0 ]; then kill -KILL "$pid" 2>/dev/null; fi
        rm -f "$3.container" ;;
      logs*) echo "what $2 wrote" ;;
      *) exit 125 ;;
      esac
      """;

  @Test
  void a4_2_oneStartMakesOneProcessAndThatIsTheOneThatIsNamed(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, PROCMANS)) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("web");
      assertThat(first).isEqualTo(named(tend));
      assertThat(starts(folder)).isEqualTo(1);
      assertThat(lookout.status("web").restarts()).isZero();
      assertThat(tend.run("why", "web").out()).contains("names pid " + first);

      new Proc(first).kill();
      lookout.awaitOtherPid("web", first);
      int second = lookout.awaitRunning("web");
      assertThat(second).isEqualTo(named(tend));
      assertThat(starts(folder)).isEqualTo(2);

      tend.killDaemon();
      tend.serveAgain();
      InstanceStatus status = tend.lookout().awaitState("web", "running");
      assertThat(status.pid()).isEqualTo(second);
      assertThat(status.adopted()).isTrue();

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();
      new Proc(second).awaitGone();
      assertThat(starts(folder)).isEqualTo(2);
    }
  }

  @Test
  void a4_12_aFileThatDoesNotComeIsWaitedForOnlySoLongAndAStopEndsThat(@TempDir Path folder)
      throws IOException {
    String toml =
        """
        [service.patient]
        command = "sleep 300"
        follow = { pid_file = "patient.pid" }

        [service.hasty]
        command = "sleep 300"
        follow = "pid_file"
        start_within = "200ms"
        stable_after = "100ms"
        backoff = { min = "1h", max = "1h" }
        """;
    // Of an earlier boot, say: somebody lives whom it names.
    Files.writeString(folder.resolve("patient.pid"), ProcessHandle.current().pid() + "\n");
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("hasty", "backoff");
      assertThat(tend.run("why", "hasty").out())
          .contains("its pid file named no process that it left within start_within (200ms)");

      assertThat(lookout.status("patient").state()).isEqualTo("starting");
      await()
          .atMost(Tend.DEADLINE)
          .until(() ->
              tend.run("why", "patient").out().contains("which started before its command did"));

      assertThat(tend.run("stop", "patient", "--wait", "20s").exit()).isZero();
    }
  }

  @Test
  void aContainerIsFollowedAndItsEngineStopsIt(@TempDir Path folder) throws IOException {
    engine(folder);
    String toml =
        """
        [service.web]
        command = "./docker run --rm sleep 300"
        follow = "container"
        stable_after = "100ms"
        [service.broken]
        command = "./docker run false"
        follow = "container"
        backoff = { min = "1h", max = "1h" }
        [service.gone]
        command = "./docker run --rm false"
        follow = "container"
        backoff = { min = "1h", max = "1h" }
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("broken", "backoff");
      assertThat(tend.run("why", "broken").out()).contains("it exited with code 5");
      lookout.awaitState("gone", "backoff");
      assertThat(tend.run("why", "gone").out())
          .contains("the container ended at once and was removed (--rm)");
      int first = lookout.awaitRunning("web");
      assertThat(new Proc(first).commandLine()).isEqualTo("sleep 300");

      tend.killDaemon();
      tend.serveAgain();
      lookout = tend.lookout();
      assertThat(lookout.awaitRunning("web")).isEqualTo(first);

      new Proc(first).kill();
      lookout.awaitOtherPid("web", first);
      int second = lookout.awaitRunning("web");
      assertThat(lookout.status("web").restarts()).isEqualTo(1);
      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

      new Proc(second).awaitGone();
      assertThat(Files.readAllLines(folder.resolve("stopped"))).hasSize(1);
      assertThat(Files.readAllLines(folder.resolve("removed"))).hasSize(1);
    }
  }

  @Test
  void aContainerWhoseStartIsStoppedDoesNotComeLater(@TempDir Path folder) throws IOException {
    engine(folder);
    String toml =
        """
        [service.web]
        command = "./docker run slow sleep 300"
        follow = "container"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("ran")));
      assertThat(tend.run("stop", "web").exit()).isZero();
      lookout.awaitState("web", "stopping");
      Files.createFile(folder.resolve("pulled"));
      lookout.awaitState("web", "stopped");

      assertThat(folder.resolve("removed")).hasContent(Files.readString(folder.resolve("ran")));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".container"));
      }
    }
  }

  private static void engine(Path folder) throws IOException {
    Path engine = folder.resolve("docker");
    Files.writeString(engine, ENGINE);
    Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
  }

  private static int named(Tend tend) throws IOException {
    Path file = tend.socket().resolveSibling("pid").resolve("web.1");
    return Integer.parseInt(Files.readString(file).strip());
  }

  private static int starts(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("starts")).size();
  }
}
