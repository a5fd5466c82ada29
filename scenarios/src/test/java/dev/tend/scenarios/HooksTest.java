package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hooks on the real kernel: around a life, killed whole, cut short, and across a daemon's death.
class HooksTest {

  /// One daemon for all claims but those about its own end; each has a unit of its own.
  private static final String TOML =
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

      [service.slow]
      command = "sleep 300"
      restart = "never"
      [[service.slow.hook.pre_start]]
      name = "slow"
      command = "sleep 300 & echo $! >child; wait"
      timeout = "500ms"

      [service.barred]
      command = "touch never"
      [[service.barred.hook.pre_start]]
      name = "slow"
      command = "echo $$ >slow; sleep 300"
      timeout = "1h"

      [service.crash]
      command = "sleep 300"
      restart = "always"
      stable_after = "100ms"
      [[service.crash.hook.pre_stop]]
      name = "drain"
      command = "echo drain >>crashes"
      [[service.crash.hook.post_stop]]
      name = "clean"
      command = "echo clean $TEND_EXIT_SIGNAL >>crashes"

      [service.aside]
      command = "sleep 300"
      stable_after = "100ms"
      [[service.aside.hook.pre_start]]
      name = "brief"
      command = "touch brief"
      async = true
      [[service.aside.hook.pre_start]]
      name = "warm"
      command = "exit 3"
      on_failure = "ignore"
      [[service.aside.hook.post_start]]
      name = "long"
      command = "echo $$ >long; exec sleep 300"
      async = true
      timeout = "10m"
      """;

  @TempDir static Path folder;
  private static Tend tend;
  private static Lookout lookout;

  @BeforeAll
  static void serve() throws IOException {
    tend = Tend.serve(folder, TOML);
    lookout = tend.lookout();
  }

  @AfterAll
  static void end() {
    tend.close();
  }

  @Test
  void b61HooksRunAroundALifeWithItsEnvironmentAndTheirOutputIsInLogsOfTheirNames() {
    lookout.awaitRunning("web");
    assertThat(tend.run("logs", "web").out()).contains("register | post_start\n");
    assertThat(tend.run("logs", "web", "--hook", "register").out()).isEqualTo("post_start\n");
    assertThat(tend.run("logs", "web", "--hook", "registr").err()).contains("no unit there has");

    assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();

    assertThat(folder.resolve("story"))
        .hasContent("web pre_start prepare path\npost_start\npre_stop\npost_stop SIGTERM\n");
    assertThat(tend.run("runs", "web").out()).contains("hook prepare").contains("hook clean");
    assertThat(tend.run("--json", "runs", "web").out()).contains("\"hook\":\"drain\"");
    assertThat(lookout.events())
        .anyMatch(event -> event.type().equals("exited") && "drain".equals(event.hook()));
  }

  @Test
  void b61AHookThatTakesTooLongIsKilledWithAllThatItStarted() {
    lookout.awaitState("slow", "failed");

    new Proc(number(folder.resolve("child"))).awaitGone();
    assertThat(lookout.why("slow").root())
        .contains("the pre_start hook slow failed: it took longer than its timeout");
  }

  @Test
  void b16AStopInterruptsASlowFirstHook() {
    int hook = number(folder.resolve("slow"));
    assertThat(lookout.why("barred").waitingFor())
        .singleElement()
        .asString()
        .startsWith("its pre_start hook 'slow' has been running for ")
        .endsWith(" (of at most 1h)");

    assertThat(tend.run("stop", "barred", "--wait", "20s").exit()).isZero();

    new Proc(hook).awaitGone();
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void b60AnAsyncHookLivesOnAndIsReapedAndEndsWithItsService() {
    lookout.awaitRunning("aside");
    int lasting = number(folder.resolve("long"));
    await().atMost(Tend.DEADLINE).until(() -> Files.exists(folder.resolve("brief")));
    assertThat(new Proc(lasting).isAlive()).isTrue();
    assertThat(tend.run("why", "aside").out())
        .contains("; the pre_start hook warm failed: it exited with code 3, which is ignored\n");

    assertThat(tend.run("stop", "aside", "--wait", "20s").exit()).isZero();

    new Proc(lasting).awaitGone();
  }

  @Test
  void b62TheLastHooksRunAfterACrash() {
    int first = lookout.awaitRunning("crash");

    new Proc(first).kill();
    lookout.awaitOtherPid("crash", first);

    assertThat(folder.resolve("crashes")).hasContent("clean SIGKILL\n");
  }

  @Test
  void b62AHookOutlivesTheDaemonsDeathAndIsNotRunTwiceAndTheLastOnesRunAtItsEnd(@TempDir Path own)
      throws IOException {
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
        command = "echo $$ >migrate; while ! test -e go; do sleep 0.05; done; echo out; echo migrate >>story"
        [[service.web.hook.pre_stop]]
        name = "drain"
        command = "echo drain >>story"
        [[service.web.hook.post_stop]]
        name = "clean"
        command = "echo clean $TEND_EXIT_SIGNAL >>story"
        """;
    try (Tend daemon = Tend.serve(own, toml)) {
      int hook = number(own.resolve("migrate"));

      daemon.killDaemon();
      assertThat(new Proc(hook).isAlive()).isTrue();
      daemon.serveAgain();
      Files.createFile(own.resolve("go"));
      daemon.lookout().awaitRunning("web");

      assertThat(own.resolve("story")).hasContent("first\nmigrate\n");
      assertThat(number(own.resolve("migrate"))).isEqualTo(hook);
      assertThat(daemon.socket().resolveSibling("log").resolve("web.1~migrate.log"))
          .hasContent("out\n");

      daemon.end();

      assertThat(own.resolve("story")).hasContent("first\nmigrate\ndrain\nclean SIGTERM\n");
    }
  }

  private static int number(Path file) {
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> Files.exists(file) && !Files.readString(file).isBlank());
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
