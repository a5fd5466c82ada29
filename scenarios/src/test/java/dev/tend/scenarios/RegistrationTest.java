package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Proc;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Units that are registered while the daemon runs.
class RegistrationTest {

  private static final String MAIN =
      """
      [defaults.service]
      stable_after = "50ms"
      [service.db]
      command = "sleep 1000"
      """;

  private static final String WEB =
      """
      {"service": {"web": {"command": "sleep 1001", "requires": ["db"]}}}\
      """;

  @Test
  void aRegisteredUnitStartsAndOutlivesTheDaemon(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);

      Curl.Answer answer = curl.post("/v1/registrations", "-d", WEB);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.object()).containsEntry("created", List.of("web"));
      tend.lookout().awaitState("web", "running");
      assertThat(curl.get("/v1/registrations").list())
          .containsExactly(
              Map.of("unit", "web", "file", registered(tend).resolve("web.json").toString()));
      assertThat(registered(tend).resolve("web.json")).hasContent(WEB);
      assertThat(Path.of("/proc/" + tend.pid("web") + "/cwd").toRealPath())
          .as("the working directory is not the folder of registered units")
          .isEqualTo(folder.toRealPath());

      tend.end();
      tend.serveAgain();

      tend.lookout().awaitState("web", "running");
      assertThat(tend.run("reload").out()).isEqualTo("nothing changed\n");
    }
  }

  @Test
  void anUnregisteredUnitIsStoppedAndForgotten(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);
      curl.post("/v1/registrations", "-d", WEB);
      int pid = tend.lookout().awaitRunning("web");

      Curl.Answer answer = curl.get("/v1/registrations/web", "-X", "DELETE");

      assertThat(answer.object()).containsEntry("removed", List.of("web"));
      new Proc(pid).awaitGone();
      await().atMost(Tend.DEADLINE).until(() -> tend.run("status", "web").exit() == 1);
      assertThat(registered(tend)).isEmptyDirectory();
      assertThat(curl.get("/v1/registrations/web", "-X", "DELETE").status()).isEqualTo(404);
    }
  }

  @Test
  void whatTheOperatorWroteIsNotUnregisteredAndNoNameIsTakenTwice(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);
      int pid = tend.lookout().awaitRunning("db");

      Curl.Answer removal = curl.get("/v1/registrations/db", "-X", "DELETE");
      Curl.Answer second =
          curl.post("/v1/registrations", "-d", "{\"service\":{\"db\":{\"command\":\"true\"}}}");

      assertThat(removal.status()).isEqualTo(409);
      assertThat(removal.object()).containsEntry("hint", "Change it there and reload.");
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.object()).containsEntry("error", "there is a unit 'db' already");
      assertThat(tend.lookout().pid("db")).isEqualTo(pid);
      assertThat(registered(tend)).doesNotExist();
    }
  }

  @Test
  void aRefusedRegistrationLeavesNothingBehind(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);

      Curl.Answer typo =
          curl.post("/v1/registrations", "-d", "{\"service\":{\"web\":{\"comand\":\"true\"}}}");
      Curl.Answer more =
          curl.post("/v1/registrations", "-d", "{\"daemon\":{\"log_dir\":{\"x\":1}}}");
      Curl.Answer noUnit = curl.post("/v1/registrations", "-d", "{\"service\":{}}");
      Curl.Answer noJson = curl.post("/v1/registrations", "-d", "service.web.command = 'true'");

      assertThat(typo.status()).isEqualTo(422);
      assertThat(typo.body()).contains("body:1:20: unknown key 'comand'. Did you mean 'command'?");
      assertThat(more.status()).isEqualTo(422);
      assertThat(noUnit.status()).isEqualTo(400);
      assertThat(noJson.status()).isEqualTo(400);
      assertThat(registered(tend)).doesNotExist();
      assertThat(tend.run("reload").out()).isEqualTo("nothing changed\n");
      assertThat(curl.get("/v1/registrations").json()).isEqualTo(List.of());
    }
  }

  @Test
  void whatOthersNeedIsNotUnregistered(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);
      curl.post("/v1/registrations", "-d", WEB);
      curl.post(
          "/v1/registrations",
          "-d",
          "{\"service\":{\"front\":{\"command\":\"sleep 1002\",\"requires\":[\"web\"]}}}");

      Curl.Answer answer = curl.get("/v1/registrations/web", "-X", "DELETE");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("'web' is still needed");
      assertThat(registered(tend).resolve("web.json")).exists();
    }
  }

  @Test
  void aRegistrationPutsNothingElseInForce(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      int pid = tend.lookout().awaitRunning("db");
      tend.configure(MAIN.replace("sleep 1000", "sleep 2000"));

      Curl.of(tend).post("/v1/registrations", "-d", WEB);

      tend.lookout().awaitState("web", "running");
      assertThat(tend.lookout().pid("db")).isEqualTo(pid);
      assertThat(tend.run("reload").out()).isEqualTo("restarted db\n");
    }
  }

  @Test
  void aFilePutThereByHandIsLoadedByAReload(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Files.createDirectories(registered(tend));
      Files.writeString(
          registered(tend).resolve("hand.toml"), "[service.hand]\ncommand = 'sleep 1003'\n");

      assertThat(tend.run("reload").out()).isEqualTo("created hand\n");

      tend.lookout().awaitState("hand", "running");
    }
  }

  @Test
  void aBrokenRegisteredFileStopsNeitherTheDaemonNorOtherRegistrations(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, MAIN)) {
      Curl curl = Curl.of(tend);
      curl.post("/v1/registrations", "-d", WEB);
      tend.end();
      Files.writeString(registered(tend).resolve("bad.json"), "{\"service\": {\"bad\": 7}}");

      tend.serveAgain();

      tend.lookout().awaitState("web", "running");
      assertThat(tend.daemonLog())
          .contains("bad.json:1:21: expected a table", "registered files with mistakes were left");
      assertThat(
              curl.post(
                      "/v1/registrations",
                      "-d",
                      "{\"service\":{\"more\":{\"command\":\"sleep 1004\"}}}")
                  .status())
          .isEqualTo(200);
      assertThat(curl.get("/v1/registrations/web", "-X", "DELETE").status()).isEqualTo(200);
    }
  }

  private static Path registered(Tend tend) {
    return tend.socket().resolveSibling("state").resolve("registered");
  }
}
