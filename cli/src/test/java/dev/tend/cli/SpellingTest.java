package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static dev.tend.cli.Wire.instance;
import static dev.tend.cli.Wire.units;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Units named as provisr names them.
class SpellingTest {

  @TempDir Path folder;

  private CannedDaemon daemon;

  @BeforeEach
  void listen() throws IOException {
    daemon = new CannedDaemon(folder.resolve("tend.sock"));
    daemon.answer(
        "GET /v1/units",
        units(
            instance("api", 1, "running", ""),
            instance("web", 1, "running", ""),
            instance("web", 2, "starting", ""),
            instance("web-admin", 1, "running", "")));
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --name web-2       | web.2
          --base web         | web.1 web.2
          --base we          |
          --wildcard web-*   | web.1 web.2 web-admin.1
          --wildcard *admin  | web-admin.1
          --wildcard w*n     | web-admin.1
          --wildcard *       | api.1 web.1 web.2 web-admin.1
          --wildcard web     | web.1 web.2
          --wildcard w.b     |
          """)
  void anOptionMeansWhatItMeantThere(String line, String meant) {
    Typed typed = tend(daemon, ("status --json " + line).split(" +", -1));

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    List<String> names =
        Pattern.compile("\"unit\":\"([^\"]+)\",\"instance\":(\\d+)")
            .matcher(typed.out())
            .results()
            .map(match -> match.group(1) + "." + match.group(2))
            .toList();
    assertThat(String.join(" ", names)).isEqualTo(meant == null ? "" : meant);
  }

  @Test
  void aNameThatNobodyHasIsRefusedByTheDaemon() {
    daemon.answer("GET /v1/units?select=wbe", 404, "{\"error\":\"no unit 'wbe'\",\"hint\":\"?\"}");

    assertThat(tend(daemon, "status", "--name", "wbe"))
        .isEqualTo(new Typed(1, "", "tend: no unit 'wbe'\n?\n"));
  }

  @Test
  void aUnitWithANumberInItsNameComesBeforeAnInstance() {
    daemon
        .answer(
            "GET /v1/units",
            units(instance("db-2", 1, "running", ""), instance("db", 2, "running", "")))
        .answer("GET /v1/units?select=db-2", units(instance("db-2", 1, "running", "")))
        .answer("POST /v1/units/db-2/stop", "{\"units\":[\"db-2.1\"],\"position\":1}");
    tend(daemon, "status");

    assertThat(tend(daemon, "stop", "--name", "db-2").out()).isEqualTo("stopping db-2.1\n");
  }

  @Test
  void anOrderGoesToEachThatIsMeant() {
    daemon
        .answer("GET /v1/units?select=web.1&select=web.2", units(instance("web", 1, "running", "")))
        .answer("POST /v1/units/web.1/stop", "{\"units\":[\"web.1\"],\"position\":1}")
        .answer("POST /v1/units/web.2/stop", "{\"units\":[\"web.2\"],\"position\":2}")
        .answer(
            "GET /v1/units?select=web.1&select=web.2&select=web-admin.1",
            units(instance("web", 1, "running", "")))
        .answer("POST /v1/units/web-admin.1/stop", "{\"units\":[\"web-admin.1\"],\"position\":3}");

    assertThat(tend(daemon, "stop", "--wildcard", "web-*").out())
        .isEqualTo("stopping web.1, web.2, web-admin.1\n");
  }

  @Test
  void aPatternThatFitsNobodyTouchesNobody() {
    assertThat(tend(daemon, "stop", "--wildcard", "x*"))
        .isEqualTo(new Typed(0, "nothing to do: all is so already\n", ""));
    assertThat(daemon.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stop web --name web            | tend: units are named in more than one way
          status --base web --name web   | tend: units are named in more than one way
          start                          | tend: start needs UNIT
          status --api-url ftp://x       | tend: 'ftp://x' is no URL of the form http://host:port
          stop a b --api-url http://x    | tend: --api-url takes one unit at a time
          status --api-url https://x     | tend: --api-url with https is not there yet
          login --username demo          | tend: 'login' is not there yet
          cron --api-url ftp://x         | tend: 'ftp://x' is no URL of the form http://host:port
          job import                     | tend: there is no verb 'job import'
          """)
  void whatMakesNoSenseIsWrongUsage(String line, String sentence) {
    Typed typed = tend(daemon, line.split(" ", -1));

    assertThat(typed.err()).startsWith(sentence + "\n");
    assertThat(typed.code()).isEqualTo(2);
  }
}
