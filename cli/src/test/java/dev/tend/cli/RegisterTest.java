package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs told to a daemon, as provisr's command line has them.
class RegisterTest {

  private static final String CREATED =
      "{\"created\":[\"demo\"],\"removed\":[],\"restarted\":[],\"updated\":[],"
          + "\"notices\":[],\"position\":1}";

  @TempDir Path folder;

  private CannedDaemon daemon;

  @BeforeEach
  void listen() throws IOException {
    daemon = new CannedDaemon(folder.resolve("tend.sock"));
    daemon.answer("POST /v1/registrations", CREATED);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          --command=sleep_10                        | {"command":"sleep_10","restart":"never"}
          --cmd a --instances 2 --priority 3        | {"command":"a","instances":2,"priority":3,"restart":"never"}
          --cmd a --work-dir /app --env A=1 --env B=x=y | {"command":"a","directory":"/app","env":{"A":"1","B":"x=y"},"restart":"never"}
          --cmd a --auto-restart                    | {"command":"a","restart":"always","restart_delay":"3s"}
          --cmd a --autorestart --restart-interval 2s | {"command":"a","restart":"always","restart_delay":"2000ms"}
          --cmd a --retries 3 --retry-interval 500ms | {"command":"a","start_retries":{"count":3,"interval":"500ms"},"restart":"never"}
          --cmd a --startsecs 1m                    | {"command":"a","stable_after":"60000ms","start_within":"1h","restart":"never"}
          --cmd a --log-dir /l                      | {"command":"a","log":{"stdout":"/l/demo.stdout.log","stderr":"/l/demo.stderr.log"},"restart":"never"}
          """)
  void anOptionIsTheSameInOurOwnForm(String words, String service) throws IOException {
    daemon.answer("GET /v1/daemon", status(null));

    Typed typed = tend(daemon, ("register --name demo " + words).split(" +", -1));

    assertThat(typed).isEqualTo(new Typed(0, "registered demo\n", ""));
    Codec codec = new Codec();
    assertThat(codec.readAny(daemon.bodies().getFirst()))
        .isEqualTo(codec.readAny("{\"service\":{\"demo\":" + service + "}}"));
  }

  @Test
  void aDaemonThatServesProvisrsConfigurationIsToldInProvisrsForm() {
    daemon
        .answer("GET /v1/daemon", status("/api"))
        .answer("POST /api/register", "{\"ok\":true}")
        .answer("POST /api/unregister?name=demo", "{\"ok\":true}");

    assertThat(tend(daemon, "register", "--name", "demo", "--command", "a", "--retry-interval=1s"))
        .isEqualTo(new Typed(0, "registered demo\n", ""));
    assertThat(daemon.bodies())
        .containsExactly("{\"name\":\"demo\",\"command\":\"a\",\"retry_interval\":1000000000}");
    assertThat(tend(daemon, "unregister", "--name", "demo").out()).isEqualTo("unregistered demo\n");
  }

  @Test
  void startWithACommandRegistersAndWithoutStarts() {
    daemon.answer("GET /v1/daemon", status(null));

    assertThat(tend(daemon, "start", "--name", "demo", "--cmd", "sleep 10").out())
        .isEqualTo("registered demo\n");
    assertThat(daemon.requests()).contains("POST /v1/registrations");
  }

  @Test
  void aFileIsToldAsItIs() throws IOException {
    daemon.answer("GET /v1/daemon", status("")).answer("POST /register", "{\"ok\":true}");
    Path flat = folder.resolve("flat.json");
    Files.writeString(flat, "{\"name\":\"demo\",\"command\":\"a\",\"detached\":true,\"env\":null}");
    Path whole = folder.resolve("whole.json");
    Files.writeString(
        whole, "{\"type\":\"process\",\"spec\":{\"name\":\"demo\",\"command\":\"a\"}}");

    tend(daemon, "register-file", "--file", flat.toString());
    tend(daemon, "register-file", "--file", whole.toString());

    assertThat(daemon.bodies())
        .containsExactly(
            "{\"name\":\"demo\",\"command\":\"a\",\"detached\":true}",
            "{\"name\":\"demo\",\"command\":\"a\"}");
  }

  @Test
  void whatOurOwnFormHasNoWordForIsSaid() throws IOException {
    daemon.answer("GET /v1/daemon", status(null));
    Path file = folder.resolve("hooked.json");
    Files.writeString(file, "{\"name\":\"demo\",\"command\":\"a\",\"lifecycle\":{}}");

    Typed typed = tend(daemon, "register-file", "--file", file.toString());

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).startsWith("tend: 'lifecycle' cannot be told to a daemon");
  }

  @Test
  void aRefusalIsSaidWithEveryMistake() {
    daemon
        .answer("GET /v1/daemon", status(null))
        .answer(
            "DELETE /v1/registrations/web",
            409,
            "{\"error\":\"'web' was not registered\",\"hint\":\"Remove it there.\"}");

    assertThat(tend(daemon, "unregister", "--name", "web"))
        .isEqualTo(new Typed(1, "", "tend: 'web' was not registered\nRemove it there.\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          register --command a                | tend: register needs --name
          register --name a                   | tend: register needs --command
          register --name a --cmd b --env C   | tend: 'C' is no variable
          register --name a --cmd b --retries x | tend: --retries wants a whole number, not 'x'
          register-file                       | tend: register-file needs --file
          unregister                          | tend: unregister needs --name
          start --cmd a                       | tend: start needs UNIT
          template                            | tend: template needs --type
          template --type cloud               | tend: there is no template 'cloud'
          """)
  void whatMakesNoSenseIsWrongUsage(String line, String sentence) {
    daemon.answer("GET /v1/daemon", status(null));

    Typed typed = tend(daemon, line.split(" ", -1));

    assertThat(typed.err()).startsWith(sentence + "\n");
    assertThat(typed.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "webapp, web",
    "api, api",
    "service, api",
    "worker, worker",
    "background, worker",
    "database, database",
    "db, database",
    "cron, cron",
    "scheduled, cron",
    "simple, simple",
    "basic, simple"
  })
  void aTemplateCanBeRegistered(String type, String canonical) throws IOException {
    Path file = folder.resolve("t.json");
    daemon.answer("GET /v1/daemon", status(null));

    Typed written = tend(daemon, "template", "--type", type, "--output", file.toString());

    assertThat(written).isEqualTo(new Typed(0, "wrote " + file + "\n", ""));
    assertThat(file).content().contains("\"name\": \"" + canonical + "-sample\"");
    assertThat(tend(daemon, "register-file", "--file", file.toString()).code()).isZero();
    assertThat(tend(daemon, "template", "--type", type, "--output", file.toString()).code())
        .as("a file that is there stays")
        .isEqualTo(1);
    assertThat(
            tend(daemon, "template", "--type", type, "--output", file.toString(), "--force").code())
        .isZero();
  }

  private static String status(@Nullable String provisr) {
    return new Codec()
        .write(
            DaemonStatus.class,
            new DaemonStatus(1, "0.1.0", Wire.EARLIER, "/srv/tend.toml", false, provisr, null));
  }
}
