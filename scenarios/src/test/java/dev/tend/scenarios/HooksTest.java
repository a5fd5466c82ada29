package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hooks on the real kernel: around a life, killed whole, cut short, and across a daemon's death.
class HooksTest {

  @Test
  void b61HooksRunAroundALifeWithItsEnvironmentAndTheirOutputIsInItsLog(@TempDir Path folder)
      throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        env = { WHO = "web" }
        stable_after = "100ms"
        [[service.web.hook.pre_start]]
        name = "prepare"
        command = "echo $WHO $TEND_PHASE $TEND_HOOK ${PATH:+path} >>story"
        [[service.web.hook.post_start]]
        name = "register"
        command = "echo $TEND_PHASE; kill -0 $TEND_PID && echo $TEND_PHASE >>story"
        [[service.web.hook.pre_stop]]
        name = "drain"
        command = "kill -0 $TEND_PID && echo $TEND_PHASE >>story"
        [[service.web.hook.post_stop]]
        name = "clean"
        command = "echo $TEND_PHASE $TEND_EXIT_SIGNAL >>story"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.lookout().awaitRunning("web");
      assertThat(tend.run("logs", "web").out()).contains("register | post_start\n");
      assertThat(tend.run("logs", "web", "--hook", "register").out()).isEqualTo("post_start\n");
      assertThat(tend.run("logs", "web", "--hook", "registr").err()).contains("no unit there has");

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

      assertThat(folder.resolve("story"))
          .hasContent("web pre_start prepare path\npost_start\npre_stop\npost_stop SIGTERM\n");
      assertThat(tend.run("runs", "web").out()).contains("hook prepare").contains("hook clean");
      assertThat(tend.run("--json", "runs", "web").out()).contains("\"hook\":\"drain\"");
      assertThat(tend.run("--json", "events", "web").out()).contains("\"hook\":\"drain\"");
    }
  }

  @Test
  void b61AHookThatTakesTooLongIsKilledWithAllThatItStarted(@TempDir Path folder)
      throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        restart = "never"
        [[service.web.hook.pre_start]]
        name = "slow"
        command = "sleep 300 & echo $! >child; wait"
        timeout = "500ms"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.lookout().awaitState("web", "failed");

      new Proc(number(folder.resolve("child"))).awaitGone();
      assertThat(tend.run("why", "web").out())
          .contains("the pre_start hook slow failed: it took longer than its timeout");
    }
  }

  @Test
  void b16AStopInterruptsASlowFirstHook(@TempDir Path folder) throws IOException {
    String toml =
        """
        [service.web]
        command = "touch never"
        [[service.web.hook.pre_start]]
        name = "slow"
        command = "echo $$ >slow; sleep 300"
        timeout = "1h"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      int hook = number(folder.resolve("slow"));
      assertThat(tend.run("why", "web").out()).contains("the pre_start hook slow");

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

      new Proc(hook).awaitGone();
      assertThat(folder.resolve("never")).doesNotExist();
    }
  }

  @Test
  void b60AnAsyncHookLivesOnAndIsReapedAndEndsWithItsService(@TempDir Path folder)
      throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        stable_after = "100ms"
        [[service.web.hook.post_start]]
        name = "brief"
        command = "sleep 0.5; echo done >brief"
        async = true
        [[service.web.hook.post_start]]
        name = "long"
        command = "echo $$ >long; exec sleep 300"
        async = true
        timeout = "10m"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.lookout().awaitRunning("web");
      int lasting = number(folder.resolve("long"));
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("brief")));
      assertThat(new Proc(lasting).isAlive()).isTrue();

      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

      new Proc(lasting).awaitGone();
    }
  }

  @Test
  void b62TheLastHooksRunAfterACrashAndAtTheDaemonsEnd(@TempDir Path folder) throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        restart = "always"
        stable_after = "100ms"
        [[service.web.hook.pre_stop]]
        name = "drain"
        command = "echo drain >>story"
        [[service.web.hook.post_stop]]
        name = "clean"
        command = "echo clean $TEND_EXIT_SIGNAL >>story"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      int first = tend.lookout().awaitRunning("web");
      new Proc(first).kill();
      tend.lookout().awaitOtherPid("web", first);
      assertThat(folder.resolve("story")).hasContent("clean SIGKILL\n");
      tend.lookout().awaitRunning("web");

      tend.end();

      assertThat(folder.resolve("story")).hasContent("clean SIGKILL\ndrain\nclean SIGTERM\n");
    }
  }

  @Test
  void aHookOutlivesTheDeathOfTheDaemonAndIsNotRunTwice(@TempDir Path folder) throws IOException {
    String toml =
        """
        [service.web]
        command = "sleep 300"
        stable_after = "100ms"
        [[service.web.hook.pre_start]]
        name = "first"
        command = "echo first >>story"
        [[service.web.hook.pre_start]]
        name = "migrate"
        command = "echo $$ >migrate; while ! test -e go; do sleep 0.05; done; echo migrate >>story"
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      int hook = number(folder.resolve("migrate"));

      tend.killDaemon();
      assertThat(new Proc(hook).isAlive()).isTrue();
      tend.serveAgain();
      Files.createFile(folder.resolve("go"));
      tend.lookout().awaitRunning("web");

      assertThat(folder.resolve("story")).hasContent("first\nmigrate\n");
      assertThat(number(folder.resolve("migrate"))).isEqualTo(hook);
    }
  }

  private static int number(Path file) {
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> Files.exists(file) && !Files.readString(file).isBlank());
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
