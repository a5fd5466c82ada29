package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.ProvisrDaemon;
import dev.tend.scenarios.harness.ProvisrDaemon.Answer;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where provisr's API did something else than it said, under the numbers of our list of them.
class ProvisrTrapsTest {

  /// For those that need nothing in the main file, and no other daemon after it.
  private static ProvisrDaemon daemon;

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void serve() throws IOException {
    daemon = ProvisrDaemon.serve(shared, "");
  }

  @AfterAll
  static void end() {
    daemon.close();
  }

  @Test
  void b02AStopDuringTheBackoffIsAStop() throws IOException {
    daemon
        .post(
            "/register",
            spec("flaky", "exit 3", "\"auto_restart\":true,\"restart_interval\":\"1h\""))
        .isOk();
    daemon.tend().lookout().awaitState("flaky", "backoff");

    daemon.post("/stop?name=flaky").isOk();

    daemon.tend().lookout().awaitState("flaky", "stopped");
    assertThat(daemon.status("flaky")).containsEntry("exit_code", 3L);
  }

  @Test
  void b03ARefusedRegistrationLeavesNothingBehind() throws IOException {
    daemon
        .post(
            "/register", "{\"name\":\"bad\",\"args\":[\"/no/such/program\"],\"auto_restart\":true}")
        .isRefused(400, "process bad did not start");
    daemon
        .post(
            "/register",
            "{\"name\":\"short\",\"command\":\"sleep 0.2; exit 1\",\"start_duration\":\"20s\"}")
        .isRefused(400, "process short did not start");

    assertThat(daemon.get("/status?base=bad").body()).isEqualTo("[]");
    assertThat(daemon.get("/status?base=short").body()).isEqualTo("[]");
    assertThat(daemon.programs().resolve("bad.json")).doesNotExist();
    assertThat(daemon.programs().resolve("short.json")).doesNotExist();
    assertThat(daemon.tend().run("reload").out()).startsWith("nothing changed\n");
  }

  @Test
  void b03AnUnregisteredProcessIsNotTriedAgain() throws IOException {
    Path starts = folder.resolve("starts");
    daemon
        .post(
            "/register",
            spec(
                "crash",
                "echo x >> " + starts + "; exit 1",
                "\"auto_restart\":true,\"restart_interval\":\"100ms\""))
        .isOk();
    daemon.post("/unregister?name=crash").isOk();
    long size = Files.size(starts);

    daemon.post("/register", spec("other", "sleep 1", "\"start_duration\":\"600ms\"")).isOk();

    assertThat(Files.size(starts)).as("six intervals later").isEqualTo(size);
  }

  @Test
  void b05APortInUseIsFoundBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path started = folder.resolve("started");
      Path config = folder.resolve("config.toml");
      Files.writeString(
          config,
          ProvisrDaemon.settings("127.0.0.1:" + taken.getLocalPort())
              + "[[processes]]\n[processes.spec]\nname = 'x'\ncommand = 'touch "
              + started
              + "'\n");

      Ran ran = Tend.runAlone(folder, "serve", "--config", config.toString());

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("cannot listen on");
      assertThat(started).doesNotExist();
    }
  }

  @Test
  void b07ARegisteredProcessOutlivesADaemonThatIsKilledAndIsThereOnce() throws IOException {
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, "")) {
      daemon.post("/register", spec("keep", "sleep 1031", "\"instances\":2")).isOk();
      long first = daemon.pid("keep-1");
      long second = daemon.pid("keep-2");

      daemon.tend().killDaemon();
      daemon.tend().serveAgain();

      daemon.tend().lookout().awaitState("keep.1", "running");
      daemon.tend().lookout().awaitState("keep.2", "running");
      assertThat(daemon.pid("keep-1")).isEqualTo(first);
      assertThat(daemon.pid("keep-2")).isEqualTo(second);

      daemon.tend().end();
      daemon.tend().serveAgain();

      daemon.tend().lookout().awaitState("keep.2", "running");
      assertThat(daemon.pid("keep-2")).isNotEqualTo(second);
    }
  }

  @Test
  void b08AStartThatFailsIsNotOk() throws IOException {
    String broken =
        """
        [[processes]]
        [processes.spec]
        name = "broken"
        command = "/no/such/program"
        [[processes]]
        [processes.spec]
        name = "late"
        command = "sleep 0.2; exit 4"
        start_duration = "30s"
        """;
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, broken)) {
      daemon.post("/start?name=broken").isRefused(400, "process broken did not start: ");
      daemon.post("/start?name=late").isRefused(400, "exited with code 4");
    }
  }

  @Test
  void b16AStopInterruptsASlowStart() throws IOException {
    var start =
        CompletableFuture.supplyAsync(
            () -> daemon.post("/start", spec("slow", "sleep 1032", "\"start_duration\":\"50s\"")));
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> daemon.get("/status?base=slow").body().contains("starting"));

    daemon.post("/stop?name=slow").isOk();

    Answer answer = start.join();
    answer.isRefused(400, "slow");
  }

  @Test
  void b15B17AStopIsOverWhenNothingIsLeftAndSaysHowItEnded() throws IOException {
    Path child = folder.resolve("child");
    daemon
        .post(
            "/register",
            spec(
                "deaf",
                "trap '' TERM; (trap '' TERM; echo $BASHPID $$ > "
                    + child
                    + "; while :; do sleep 1033; done) & while :; do wait; done",
                "\"start_duration\":\"300ms\""))
        .isOk();
    long pid = daemon.pid("deaf");

    daemon.post("/stop?name=deaf&wait=100ms").isOk();

    assertThat(new Proc(pid).isThere()).isFalse();
    assertThat(String.valueOf(daemon.status("deaf").get("exit_error"))).contains("SIGKILL");
  }

  @Test
  void b24ABaseIsNoPrefix() throws IOException {
    String two =
        """
        [[groups]]
        name = "apis"
        members = ["api"]
        [[processes]]
        [processes.spec]
        name = "api"
        command = "sleep 1034"
        [[processes]]
        [processes.spec]
        name = "api-gateway"
        command = "sleep 1035"
        """;
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, two)) {
      daemon.tend().lookout().awaitState("api-gateway", "running");
      long gateway = daemon.pid("api-gateway");

      assertThat(daemon.get("/status?base=api").list()).hasSize(1);
      daemon.post("/stop?base=api").isOk();
      daemon.post("/group/stop?group=apis").isOk();
      daemon.post("/stop?wildcard=api").isOk();

      assertThat(daemon.status("api")).containsEntry("running", false);
      assertThat(daemon.pid("api-gateway")).isEqualTo(gateway);
      daemon.post("/stop?wildcard=api*").isOk();
      assertThat(daemon.status("api-gateway")).containsEntry("running", false);
    }
  }

  @Test
  void b25AHungDetectorHoldsNobodyUp() throws IOException {
    var start =
        CompletableFuture.supplyAsync(() ->
            daemon.post(
                "/register",
                spec(
                    "hung",
                    "sleep 1036",
                    "\"detectors\":[{\"type\":\"command\",\"command\":\"sleep 1037\"}]")));

    for (int i = 0; i < 20; i++) {
      long begun = System.nanoTime();
      assertThat(daemon.get("/status?wildcard=*").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
    daemon.post("/register", spec("quick", "sleep 1038", "\"instances\":1")).isOk();
    daemon.post("/unregister?name=hung");
    start.join();
  }

  @Test
  void b31NothingIsWrittenThatTheNextDaemonCouldNotRead() throws IOException {
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, "")) {
      daemon.post("/register", "{\"name\":\"x\",\"command\":7}").isRefused(400, "expected text");
      daemon.post("/register", "{\"name\":\"x\"}").isRefused(400, "'command' is missing");
      daemon.post("/register", "{\"name\":\"x\",").isRefused(400, "invalid JSON");
      daemon.post("/register", "{\"command\":\"true\"}").isRefused(400, "spec.name required");
      daemon
          .post("/register", "{\"name\":\"../x\",\"command\":\"true\"}")
          .isRefused(400, "invalid name");
      daemon
          .post("/register", "{\"name\":\"x\",\"command\":\"true\",\"work_dir\":\"tmp\"}")
          .isRefused(400, "invalid work_dir: must be absolute path without traversal");
      daemon
          .post("/register", "{\"name\":\"x\",\"command\":\"true\",\"depends_on\":[\"nobody\"]}")
          .isRefused(400, "nobody");
      assertThat(daemon.programs()).doesNotExist();

      daemon.post("/register", spec("x", "sleep 1039", "\"instances\":1")).isOk();
      daemon.post("/register", spec("x", "true", "\"instances\":1")).isRefused(400, "already");
      assertThat(daemon.programs().resolve("x.json")).content().contains("sleep 1039");
      daemon.tend().end();
      daemon.tend().serveAgain();
      daemon.tend().lookout().awaitState("x", "running");
    }
  }

  @Test
  void b32WhatTheMainFileHoldsIsNotUnregisteredByAnySelector() throws IOException {
    String inline =
        "[[processes]]\n[processes.spec]\nname = 'web'\ncommand = 'sleep 1040'\ninstances = 2\n";
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, inline)) {
      daemon.post("/register", spec("webby", "sleep 1041", "\"instances\":1")).isOk();
      daemon.tend().lookout().awaitState("web.2", "running");

      for (String selector : List.of("name=web-1", "name=web", "base=web", "wildcard=web*")) {
        daemon.post("/unregister?" + selector).isRefused(409, "defined in the main config file");
      }

      assertThat(daemon.get("/status?wildcard=web*").list())
          .hasSize(3)
          .allSatisfy(status -> assertThat(status).containsEntry("running", true));
      daemon
          .post("/register", spec("web-1", "sleep 1042", "\"instances\":1"))
          .isRefused(400, "already registered");
    }
  }

  @Test
  void b34TheLogFolderOfARegistrationSurvivesARestart() throws IOException {
    try (ProvisrDaemon daemon = ProvisrDaemon.serve(folder, "")) {
      Path logs = folder.resolve("own-logs");
      daemon
          .post(
              "/register",
              spec(
                  "logged",
                  "echo hello; sleep 1043",
                  "\"log\":{\"file\":{\"dir\":\"" + logs + "\"}}"))
          .isOk();
      Path file = logs.resolve("logged.stdout.log");
      await().atMost(Tend.DEADLINE).until(() -> lines(file) == 1);

      daemon.tend().end();
      daemon.tend().serveAgain();

      await().atMost(Tend.DEADLINE).until(() -> lines(file) == 2);
    }
  }

  @Test
  void b35B36UnknownKeysAreRefusedWithASuggestionAndDurationsMayBeWords() throws IOException {
    Answer typo =
        daemon.post("/register", "{\"name\":\"x\",\"command\":\"true\",\"auto_restrat\":true}");
    typo.isRefused(400, "unknown key 'auto_restrat'. Did you mean 'auto_restart'?");
    daemon
        .post("/start", "{\"name\":\"x\",\"comand\":\"true\"}")
        .isRefused(400, "Did you mean 'command'?");
    daemon
        .post("/register", "{\"name\":\"x\",\"command\":\"true\",\"restart_interval\":\"soon\"}")
        .isRefused(400, "'soon' is not a duration");

    daemon
        .post(
            "/register", "{\"name\":\"ns\",\"command\":\"sleep 1044\",\"start_duration\":50000000}")
        .isOk();
    daemon
        .post(
            "/register",
            "{\"name\":\"words\",\"command\":\"sleep 1045\",\"start_duration\":\"50ms\"}")
        .isOk();
  }

  @Test
  void b37NothingIsHeardBeyondThisMachine() throws IOException {
    int port = ProvisrDaemon.freePort();
    try (Tend tend = Tend.serve(folder, ProvisrDaemon.settings(":" + port))) {
      try (ServerSocket elsewhere = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
        assertThat(elsewhere.isBound()).as("not every address was taken").isTrue();
      }
      assertThat(tend.daemonLog()).contains("it is 127.0.0.1:" + port);
      assertThat(
              tend.shell("curl -s -H 'Host: evil.example' localhost:" + port + "/api/status").out())
          .contains("does not name this machine");
    }
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /// A spec whose command is a line of shell.
  private static String spec(String name, String command, String more) {
    return "{\"name\":\"" + name + "\",\"command\":\"" + command + "\"," + more + "}";
  }
}
