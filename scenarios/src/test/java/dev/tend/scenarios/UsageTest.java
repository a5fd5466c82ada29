package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Program;
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
import org.junit.jupiter.params.provider.ValueSource;

/// What the command says where there is no daemon, and to words that it does not know.
class UsageTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "start web",
        "stop web --wait 1s",
        "restart web",
        "logs",
        "logs -f",
        "events",
        "events -f",
        "why web",
        "reload",
        "group list",
        "scale web=2",
        "shutdown"
      })
  void whereNoDaemonIsTheExitCodeIsFourAndTheNextStepSaid(String line) {
    Ran ran = Tend.runAlone(folder, line.split(" ", -1));

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "tend: no daemon at "
                + folder
                + "/no-daemon.sock: there is no such socket; start one with 'tend up' or 'tend"
                + " serve'\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          staus           | there is no verb 'staus'                  | Did you mean 'status'?
          frobnicate      | there is no verb 'frobnicate'             | See 'tend help' for all of them.
          group frob      | there is no verb 'group frob'             |
          status --bogus  | there is no option '--bogus'              | See 'tend help status'.
          start           | start needs UNIT                          | See 'tend help start'.
          start web --wait x | 'x' is no duration                     | Write 500ms, 30s or 1h30m.
          logs -n many    | --lines wants a whole number, not 'many'  |
          logs --stream x | --stream is out or err, not 'x'           |
          completion tcsh | there is no completion for 'tcsh'         | One of: bash, zsh, fish.
          help frobnicate | there is no verb 'frobnicate'             | See 'tend help' for all of them.
          """)
  void wrongUsageExitsWithTwoAndSaysWhatIsRight(String line, String sentence, String hint) {
    Ran ran = Tend.runAlone(folder, line.split(" +", -1));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("tend: " + sentence + "\n");
    if (hint != null) {
      assertThat(ran.err()).endsWith(hint + "\n");
    }
  }

  @Test
  void helpIsAskedForInEveryUsualWay() {
    String help = Tend.runAlone(folder, "help").out();

    assertThat(help).contains("Usage: tend [GLOBAL OPTIONS] VERB [ARGUMENTS]");
    assertThat(Tend.runAlone(folder, "--help")).isEqualTo(new Ran(0, help, ""));
    assertThat(Tend.runAlone(folder)).isEqualTo(new Ran(2, "", help));
    assertThat(Tend.runAlone(folder, "why", "--help"))
        .isEqualTo(Tend.runAlone(folder, "help", "why"));
  }

  @Test
  void aCheckOfAGoodFileCountsWhatIsInIt() throws IOException {
    Files.writeString(folder.resolve("tend.toml"), "[service.web]\ncommand = \"sleep 1\"\n");

    assertThat(Tend.runAlone(folder, "check", "tend.toml"))
        .isEqualTo(new Ran(0, "tend.toml is sound: 1 unit in 1 file\n", ""));
    assertThat(Tend.runAlone(folder, "check", "--json", "tend.toml"))
        .isEqualTo(new Ran(0, "[]\n", ""));
  }

  @Test
  void aScheduleIsExplainedWithoutADaemon() {
    Ran ran =
        Tend.runAlone(
            folder,
            "cron",
            "explain",
            "--zone=Europe/Madrid",
            "--from=2026-03-28",
            "-n3",
            "30 2 * * *");

    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                """
                At 02:30 every day

                Sat 2026-03-28 02:30:00 +01:00  in 2h30m
                Sun 2026-03-29 03:00:00 +02:00  in 1d2h  (02:30 does not exist that day)
                Mon 2026-03-30 02:30:00 +02:00  in 2d1h30m
                """,
                ""));
    assertThat(Tend.runAlone(folder, "cron", "explain", "0 9 * * fry"))
        .isEqualTo(
            new Ran(
                1,
                "",
                """
                tend: day of week: 'fry' is no number and no day
                  0 9 * * fry
                          ^
                Did you mean 'fri'?
                """));
  }

  @Test
  void theCompletionOfBashIsSoundAndKnowsTheVerbs() throws IOException {
    Ran completion = Tend.runAlone(folder, "completion", "bash");
    Path script = Files.writeString(folder.resolve("completion.bash"), completion.out());
    String line =
        ". "
            + script
            + "; COMP_WORDS=(tend sta) COMP_CWORD=1; _tend tend sta tend; echo ${COMPREPLY[@]}";

    try (Program bash = Program.start(List.of("bash", "-c", line), folder, Map.of())) {
      assertThat(bash.awaitEnd(Tend.DEADLINE)).isEqualTo(new Ran(0, "status start\n", ""));
    }
    assertThat(Tend.runAlone(folder, "completion", "zsh").out()).startsWith("#compdef tend");
    assertThat(Tend.runAlone(folder, "completion", "fish").out()).contains("complete -c tend");
  }
}
