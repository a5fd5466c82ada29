package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Configurations with mistakes: each is said with its place, at the start and at a reload, and no
/// process that runs notices.
class BadConfigurationTest {

  private static final String GOOD =
      """
      include = ["conf.d/*"]
      [service.web]
      command = "sleep 1000"
      [service.db]
      command = "sleep 1001"
      """;

  /// Every mistake at once; behind each line is what it should be told.
  private static final String BAD =
      GOOD
          + """
          [service.typo]
          comand = "sleep 1"
          instances = -2
          [service."../evil"]
          command = "sleep 1"
          [service.lost]
          command = "sleep 1"
          directory = "/not/there"
          [service.hen]
          command = "sleep 1"
          requires = ["egg", "wbe"]
          [service.egg]
          command = "sleep 1"
          requires = ["hen"]
          """;

  private static final List<String> MISTAKES =
      List.of(
          "conf.d/twice.toml:1:1: 'service.db' is defined twice: ",
          "tend.toml:6:1: 'command' is missing",
          "tend.toml:7:1: unknown key 'comand'. Did you mean 'command'?",
          "tend.toml:8:13: -2 is out of range. Allowed: 0 to 10000.",
          "tend.toml:9:1: '../evil' cannot name a service",
          "tend.toml:13:13: there is no folder '/not/there'",
          "tend.toml:16:20: there is no unit 'wbe'. Did you mean 'web'?",
          "tend.toml:19:13: units wait for each other in a circle: egg → hen → egg.");

  @Test
  void aDaemonWithABadConfigurationDoesNotStartAndSaysEveryMistake(@TempDir Path folder)
      throws IOException {
    write(folder);

    Ran serve = Tend.runAlone(folder, "serve", "--config", folder + "/tend.toml");
    Ran up = Tend.runAlone(folder, "up", folder + "/tend.toml");
    Ran check = Tend.runAlone(folder, "check", folder + "/tend.toml");

    assertThat(List.of(serve.exit(), up.exit(), check.exit())).containsOnly(1);
    assertThat(serve.err().lines()).hasSameSizeAs(MISTAKES);
    assertThat(serve.err()).contains(MISTAKES);
    assertThat(up.err()).isEqualTo(serve.err());
    assertThat(check.out()).isEqualTo(serve.err());
    assertThat(folder.resolve("no-daemon.sock")).doesNotExist();
  }

  @Test
  void aReloadOfABadConfigurationSaysEveryMistakeAndChangesNothing(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, GOOD)) {
      tend.lookout().awaitState("web", "running");
      tend.lookout().awaitState("db", "running");
      List<Map<String, Object>> before = tend.status();
      write(folder);

      Ran reload = tend.run("reload");
      Curl.Answer answer = Curl.of(tend).post("/v1/reload");

      assertThat(reload.exit()).isEqualTo(1);
      assertThat(reload.err()).contains(MISTAKES).contains("nothing was changed");
      assertThat(answer.status()).isEqualTo(422);
      assertThat((List<?>) answer.object().get("problems")).hasSameSizeAs(MISTAKES);
      assertThat(tend.status()).isEqualTo(before);

      Files.delete(folder.resolve("conf.d/twice.toml"));
      tend.configure(GOOD);
      assertThat(tend.run("reload").out()).isEqualTo("nothing changed\n");
      assertThat(tend.status()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          half.toml | [service.web\\ncommand = "sl                        | half.toml:1:13:
          half.yaml | service:\\n  web:\\n    command: [sleep\\n          | half.yaml:4:1:
          half.json | {"service": {"web": {"command": "sleep 1",          | half.json:1:
          none.toml |                                                      | none.toml: there is no such file
          """)
  void aHalfWrittenFileIsRefusedWithThePlaceWhereItBreaksOff(
      String name, String text, String message, @TempDir Path folder) throws IOException {
    if (text != null) {
      Files.writeString(folder.resolve(name), text.replace("\\n", "\n"));
    }

    Ran ran = Tend.runAlone(folder, "serve", "--config", name);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(message).doesNotContain("Exception");
  }

  @Test
  void aReloadOfAFileThatIsBeingWrittenChangesNothing(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, GOOD)) {
      tend.lookout().awaitState("web", "running");
      long pid = tend.lookout().pid("web");

      for (int length : new int[] {0, 12, 30, 50}) {
        tend.configure(GOOD.substring(0, length).stripTrailing() + (length == 0 ? "[" : ""));
        Ran ran = tend.run("reload");
        assertThat(ran.exit()).as("after %s characters: %s", length, ran.out()).isEqualTo(1);
      }

      assertThat(tend.lookout().pid("web")).isEqualTo(pid);
    }
  }

  @Test
  void aDaemonWhoseFileHasGoneKeepsWhatItHas(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, GOOD)) {
      tend.lookout().awaitState("web", "running");
      long pid = tend.lookout().pid("web");
      Files.delete(tend.configuration());

      Ran ran = tend.run("reload");

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("tend.toml: there is no such file");
      assertThat(tend.lookout().pid("web")).isEqualTo(pid);
    }
  }

  private static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("tend.toml"), BAD);
    Files.writeString(
        Files.createDirectories(folder.resolve("conf.d")).resolve("twice.toml"),
        "[service.db]\ncommand = \"sleep 2\"\n");
  }
}
