package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

  @TempDir Path folder;

  /// What bash itself offers, with a `tend` on its path that knows two units and a group.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tend sta; start status",
        "tend --json stat; status",
        "tend group st; start status stop",
        "tend stop w; web worker",
        "tend --socket /x stop w; web worker",
        "tend status web wo; worker",
        "tend group stop ba; backend",
        "tend cron e; explain",
        "tend cron explain --z; --zone",
        "tend group start --group b; backend",
        "tend start --wa; --wait",
        "tend --no; --no-color",
        "tend logs --stream e; err",
        "tend start --wait 3; ''",
        "tend completion f; fish",
        "tend help re; register register-file reload restart",
        "tend check x.t; x.toml",
      })
  void bashOffersWhatFits(String line, String offered) throws Exception {
    Files.writeString(folder.resolve("x.toml"), "");
    Path fake = folder.resolve("tend");
    Files.writeString(
        fake,
        """
        #!/bin/sh
        case "$*" in
          *'__units --groups') printf 'backend\\n' ;;
          *__units) printf 'web\\nworker\\n' ;;
        esac
        """);
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("completion"), script("bash"));
    String[] words = line.split(" ", -1);
    String run =
        "source ./completion; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
            + "$(complete -p tend | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); "
            + "printf '%s\\n' \"${COMPREPLY[@]}\" | sort";

    assertThat(bash(run, words).replace('\n', ' ').strip()).isEqualTo(offered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyScriptKnowsEveryVerbAndOption(String shell) {
    String script = script(shell);

    for (String name : Verbs.names()) {
      assertThat(script).contains(name.split(" ", -1));
      for (String option : Completable.optionNames(Verbs.require(name))) {
        assertThat(script).contains(shell.equals("fish") ? option.replaceFirst("^-+", "") : option);
      }
    }
  }

  @Test
  void namesAreThoseOfTheDaemonOncePerUnitAndNothingWithoutOne() throws IOException {
    try (CannedDaemon daemon = new CannedDaemon(folder.resolve("s"))) {
      daemon
          .answer(
              "GET /v1/units",
              Wire.units(
                  Wire.instance("web", 1, "running", ""), Wire.instance("web", 2, "running", "")))
          .answer("GET /v1/groups", "[{\"name\":\"backend\"}]");

      assertThat(tend(daemon, "__units")).isEqualTo(new Typed(0, "web\n", ""));
      assertThat(tend(daemon, "__units", "--groups")).isEqualTo(new Typed(0, "backend\n", ""));
    }
    assertThat(tend(Map.of("TEND_SOCKET", "/none"), "__units")).isEqualTo(new Typed(4, "", ""));
  }

  private static String script(String shell) {
    return tend(Map.of(), "completion", shell).out();
  }

  private String bash(String script, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().merge("PATH", "", (path, _) -> folder + ":" + path);
    Process bash = builder.redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
