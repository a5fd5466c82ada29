package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many hooks there may be, how long their commands are, and where names may be said twice, in
/// the native form and in provisr's.
class HookLimitsTest {

  private static final int PHASE_MAX = 50;
  private static final int COMMAND_CHARS_MAX = 10_000;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("tend.toml");
  }

  @Test
  void aPhaseHasFiftyHooksAndAUnitAHundred() throws IOException {
    String head = "[service.web]\ncommand = \"sleep 1\"\n";

    assertThat(said(head + phase("pre_start", PHASE_MAX) + phase("post_stop", PHASE_MAX)))
        .isEqualTo("good");
    assertThat(said(head + phase("pre_start", PHASE_MAX + 1)))
        .isEqualTo(
            "tend.toml:153:1: pre_start has more than 50 hooks. Put several steps into one"
                + " script.\n");
    assertThat(
            said(
                head
                    + phase("pre_start", PHASE_MAX)
                    + phase("post_stop", PHASE_MAX)
                    + phase("pre_stop", 1)))
        .isEqualTo(
            "tend.toml:300:1: all phases together have more than 100 hooks. Put several steps into"
                + " one script.\n");
  }

  @Test
  void aCommandHasTenThousandCharacters() throws IOException {
    assertThat(said(command("sleep " + "1".repeat(COMMAND_CHARS_MAX - 6)))).isEqualTo("good");
    assertThat(said(command(": ; " + "1".repeat(COMMAND_CHARS_MAX - 4)))).isEqualTo("good");
    assertThat(said(command("sleep " + "1".repeat(COMMAND_CHARS_MAX - 5))))
        .isEqualTo(
            "tend.toml:5:11: the command of a hook is longer than 10000 characters. Put it into a"
                + " script, and run that.\n");
  }

  /// The native form is wider here: what is done in two phases may have one name, and one log.
  @Test
  void aNameStandsOnceInItsPhaseAndMayStandInAnother() throws IOException {
    String head = "[service.web]\ncommand = \"sleep 1\"\n";

    assertThat(said(head + phase("pre_start", 1) + phase("post_stop", 1))).isEqualTo("good");
    assertThat(said(head + phase("pre_start", 1) + phase("pre_start", 1)))
        .isEqualTo("tend.toml:7:8: pre_start has a hook 'h1' already\n");
  }

  @Test
  void provisrsHooksAreNamedOnceInAllPhases() throws IOException {
    assertThat(said(provisr(1, "true", "[{ name = \"h1\", command = \"true\" }]")))
        .contains("pre_start has a hook 'h1' already. Name each hook once in all phases.");
  }

  @Test
  void provisrsHooksAreAsManyAndAsLong() throws IOException {
    assertThat(said(provisr(PHASE_MAX, "true", "[]"))).isEqualTo("good");
    assertThat(said(provisr(PHASE_MAX + 1, "true", "[]")))
        .contains("pre_start has more than 50 hooks");
    assertThat(said(provisr(1, "sleep " + "1".repeat(COMMAND_CHARS_MAX), "[]")))
        .contains("the command of a hook is longer than 10000 characters");
  }

  private static String phase(String name, int hooks) {
    return IntStream.rangeClosed(1, hooks)
        .mapToObj(
            i -> "[[service.web.hook." + name + "]]\nname = \"h" + i + "\"\ncommand = \"true\"\n")
        .collect(Collectors.joining());
  }

  private static String command(String command) {
    return "[service.web]\ncommand = \"sleep 1\"\n[[service.web.hook.pre_stop]]\nname = \"h\"\ncommand = \""
        + command
        + "\"\n";
  }

  private static String provisr(int hooks, String command, String postStop) {
    String before =
        IntStream.rangeClosed(1, hooks)
            .mapToObj(i -> "{ name = \"h" + i + "\", command = \"" + command + "\" }")
            .collect(Collectors.joining(", "));
    return "[[processes]]\nspec = { name = \"web\", command = \"sleep 1\", lifecycle = { pre_start = ["
        + before
        + "], post_stop = "
        + postStop
        + " } }\n";
  }

  private String said(String text) throws IOException {
    Files.writeString(file, text);
    return switch (new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin")).read(file)) {
      case Reading.Good _ -> "good";
      case Reading.Bad(var problems) ->
          problems.stream()
              .map(problem -> problem + "\n")
              .collect(Collectors.joining())
              .replace(folder + "/", "");
    };
  }
}
