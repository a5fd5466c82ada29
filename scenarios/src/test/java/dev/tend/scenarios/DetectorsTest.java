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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that are up before they are started, or put themselves into the background, and the
/// files that say who they are.
class DetectorsTest {

  /// A daemon of the old kind: the launcher exits at once, and the daemon writes its pid later.
  private static final String FORKING =
      """
      [service.web]
      command = ["sh", "-c", "setsid sh -c 'sleep 0.3; echo $$ >web.pid; exec sleep 300' & exit 0"]
      detect = [{ pid_file = "web.pid" }]
      restart = "always"
      stable_after = "100ms"
      """;

  @Test
  void aForkingDaemonIsSupervisedLikeAnyOther(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, FORKING)) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("web");
      assertThat(first).isEqualTo(named(folder));
      assertThat(lookout.status("web").adopted()).isFalse();
      assertThat(lookout.status("web").restarts()).isZero();

      new Proc(first).kill();
      lookout.awaitOtherPid("web", first);
      int second = lookout.awaitRunning("web");
      assertThat(second).isEqualTo(named(folder));
      assertThat(tend.json("status", "web").toString()).contains("signal=");

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();
      new Proc(second).awaitGone();
    }
  }

  @Test
  void aForkingDaemonOutlivesTheDeathOfTend(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, FORKING)) {
      int pid = tend.lookout().awaitRunning("web");

      tend.killDaemon();
      tend.serveAgain();

      InstanceStatus status = tend.lookout().awaitState("web", "running");
      assertThat(status.pid()).isEqualTo(pid);
      assertThat(status.adopted()).isTrue();
    }
  }

  @Test
  void whatRunsAlreadyIsTakenOverAndNotStartedAgain(@TempDir Path folder) throws IOException {
    Process before = new ProcessBuilder("sleep", "300").start();
    Files.writeString(folder.resolve("web.pid"), before.pid() + "\n{\"name\":\"web\"}\n{}\n");
    String toml =
        """
        [service.web]
        command = "touch started-twice"
        detect = [{ pid_file = "web.pid" }]
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      InstanceStatus status = tend.lookout().awaitState("web", "running");
      assertThat(status.pid()).isEqualTo((int) before.pid());
      assertThat(status.adopted()).isTrue();
      assertThat(tend.run("why", "web").out()).contains("web.pid names pid " + before.pid());

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

      assertThat(folder.resolve("started-twice")).doesNotExist();
      await().atMost(Tend.DEADLINE).until(() -> !before.isAlive());
    } finally {
      before.destroyForcibly();
    }
  }

  @Test
  void aStaleFileIsSaidAndEachInstanceHasAFileOfItsOwn(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("web.pid"), "99999999\n");
    String toml =
        """
        [service.web]
        command = "sleep 300"
        instances = 2
        pid_file = "web.pid"
        detect = [{ pid_file = "web.pid" }]
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      int first = lookout.awaitRunning("web.1");
      int second = lookout.awaitRunning("web.2");

      assertThat(folder.resolve("web.pid")).hasContent(first + "\n");
      assertThat(folder.resolve("web.2.pid")).hasContent(second + "\n");

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();
      assertThat(folder.resolve("web.pid")).doesNotExist();
      assertThat(folder.resolve("web.2.pid")).doesNotExist();
    }
  }

  @Test
  void whatACommandFindsUpIsLeftAloneUntilSomebodyAsks(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("up"));
    String toml =
        """
        [service.web]
        command = "sleep 300"
        detect = [{ command = "test -e up" }]
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      Lookout lookout = tend.lookout();
      lookout.awaitState("web", "waiting");
      assertThat(tend.run("why", "web").out()).contains("its detector 'test -e up' says");

      Files.delete(folder.resolve("up"));
      assertThat(tend.run("start", "web", "--wait", "20s").exit()).isZero();

      assertThat(lookout.status("web").state()).isEqualTo("running");
    }
  }

  private static int named(Path folder) throws IOException {
    return Integer.parseInt(Files.readString(folder.resolve("web.pid")).strip());
  }
}
