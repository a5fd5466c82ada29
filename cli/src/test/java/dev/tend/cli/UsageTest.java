package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  private static final Path REFERENCE =
      Path.of(System.getProperty("tend.root", ".."), "docs", "cli.md");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "stauts; tend: there is no verb 'stauts'; Did you mean 'status'?",
        "frobnicate; tend: there is no verb 'frobnicate'; See 'tend help' for all of them.",
        "status --jsno; tend: there is no option '--jsno'; Did you mean '--json'?",
        "--jsno status; tend: there is no option '--jsno'; Did you mean '--json'?",
        "start; tend: start needs UNIT; See 'tend help start'.",
        "why a b; tend: why does not take 'b'; See 'tend help why'.",
        "group; tend: group needs a verb of its own; One of: list, status, start, stop.",
        "group lits; tend: there is no verb 'group lits'; Did you mean 'group list'?",
        "start web --wait soon; tend: 'soon' is no duration; Write 500ms, 30s or 1h30m.",
        "logs -n x; tend: --lines wants a whole number, not 'x'; ''",
        "logs --stream both; tend: --stream is out or err, not 'both'; ''",
        "scale web; tend: 'web' is not of the form UNIT=N; Write web=3.",
        "--url https://x status; tend: 'https://x' is no URL of the form http://host:port; ''",
        "--url http://x --socket y status; tend: --socket and --url exclude each other; ''",
        "completion tcsh; tend: there is no completion for 'tcsh'; 'One of: bash, zsh, fish.'",
      })
  void whatMakesNoSenseIsSaidWithWhatToDo(String line, String sentence, String hint) {
    Typed typed = tend(Map.of("TEND_SOCKET", "/nonexistent/tend.sock"), line.split(" ", -1));

    assertThat(typed.err()).isEqualTo(sentence + "\n" + (hint.isEmpty() ? "" : hint + "\n"));
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void theBareCommandShowsHelpAsAComplaint() {
    Typed typed = tend(Map.of());

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).startsWith("Keep processes running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "--json --help"})
  void helpListsEveryVerb(String line) {
    Typed typed = tend(Map.of(), line.split(" ", -1));

    assertThat(typed.code()).isZero();
    assertThat(typed.out()).contains(Verbs.names()).isEqualTo(tend(Map.of(), "help").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help start", "start --help", "--help start", "start -h web"})
  void helpOfAVerbIsTheSameHoweverItIsAskedFor(String line) {
    assertThat(tend(Map.of(), line.split(" ", -1)))
        .isEqualTo(
            new Typed(
                0,
                """
                Start units, and what they require

                Usage: tend start [UNIT…] [OPTIONS]

                A unit that has failed or completed is tried again. With --name and --cmd a new
                one is registered, which starts; 'tend unregister' forgets it. Outside its
                window a unit is not started, unless --force holds it up until that opens.

                Without --wait it returns once the daemon has taken the command. With it, it
                exits with 1 where a unit fails or the time is over.

                  UNIT                  Whom to start
                  --wait DURATION       Wait this long for the end state, as in 30s
                  --name NAME           A unit, or an instance of it (web-2)
                  --base NAME           All instances of a unit
                  --wildcard PATTERN    All whose name fits, as in 'web-*'
                  --cmd, --command COMMAND  What is executed
                  --work-dir DIR        Its working directory
                  --env KEY=VALUE       A variable for it; may be repeated
                  --instances N         How many of it run
                  --auto-restart, --autorestart, --auto-start  Start it again whenever it ends
                  --restart-interval DURATION  The pause before that (3s)
                  --retries N           How often a failed start is tried again
                  --retry-interval DURATION  The pause before each of them (1s)
                  --start-duration, --startsecs DURATION  Up this long, it has started
                  --priority N          The lower one starts first
                  --log-dir DIR         Where its output goes
                  --force               Also outside its window, until that opens
                  --api-url URL         Speak provisr's API there: http://host:8080/api
                  --api-timeout DURATION  How long an answer may take there (30s)

                Global options:
                  --socket PATH         Use the daemon behind this unix socket (TEND_SOCKET)
                  --url URL             Use the daemon at http://host:port (TEND_URL)
                  --token TOKEN         Show this token to the daemon (TEND_TOKEN)
                  --json                Print JSON, in the shapes of the API
                  --no-color            Print without colours (NO_COLOR)
                  -h, --help            Print help for the verb
                  --version             Print the version of Tend

                Examples:
                  tend start web db
                      two units
                  tend start @backend --wait 30s
                      a group, and wait for the outcome
                  tend start --name demo --cmd ./demo
                      a new one
                """,
                ""));
  }

  @Test
  void everyVerbHasAHelpWithAnImperativeLineAndAnExample() {
    for (String name : Verbs.names()) {
      Verb verb = Verbs.require(name);

      assertThat(verb.name()).isEqualTo(name);
      assertThat(verb.summary()).matches("[A-Z].*[^.]");
      assertThat(verb.examples()).as(name).isNotEmpty();
      assertThat(tend(Map.of(), ("help " + name).split(" ", -1)).out())
          .startsWith(verb.summary() + "\n\nUsage: tend " + name);
    }
  }

  @Test
  void everyExampleCanBeParsed() {
    for (String name : Verbs.names()) {
      for (Verb.Example example : Verbs.require(name).examples()) {
        String line = example.line().replaceAll(" *([|>]|<\\().*|\\)$", "").replaceAll("'", "");
        if (line.startsWith("tend ")) {
          Words words = Words.of(List.of(line.substring(5).split(" ", -1)));
          Verb verb = Verbs.require(words.verb().orElseThrow());
          assertThat(new Grammar(verb).parse(words.rest()).unmatched()).isEmpty();
        }
      }
    }
  }

  /// `-Dtend.docs.write=true` writes the page instead.
  @Test
  void theReferenceIsTheOneOfTheGrammar() throws IOException {
    if (Boolean.getBoolean("tend.docs.write")) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, CliReference.markdown());
    }

    assertThat(REFERENCE).content().isEqualTo(CliReference.markdown());
  }
}
