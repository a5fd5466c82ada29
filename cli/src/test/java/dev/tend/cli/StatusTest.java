package dev.tend.cli;

import static dev.tend.cli.Typed.onTerminal;
import static dev.tend.cli.Typed.tend;
import static dev.tend.cli.Wire.instance;
import static dev.tend.cli.Wire.units;
import static dev.tend.cli.Wire.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Graph;
import dev.tend.api.InstanceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

  private static final InstanceStatus WEB_1 = instance("web", 1, "running", "asked");
  private static final InstanceStatus WEB_2 = instance("web", 2, "running", "asked");
  private static final InstanceStatus FLAKY =
      waiting(instance("flaky", 1, "backoff", "it exited with code 1"), "2026-11-21T08:03:12.200Z");
  private static final InstanceStatus MAIL =
      waiting(instance("mail", 1, "waiting", "it requires db"), null, "db is not ready");
  private static final InstanceStatus DB =
      instance("db", 1, "failed", "gave up after 5 attempts within 10m");
  private static final InstanceStatus OLD = instance("old", 1, "stopped", "root asked for a stop");

  private static final Graph GRAPH =
      new Graph(
          List.of(
              new Graph.Unit("db", "failed", 0, 1),
              new Graph.Unit("mail", "waiting", 0, 1),
              new Graph.Unit("web", "running", 1, 2)),
          List.of(
              new Graph.Edge("mail", "requires", "db", "ready", true),
              new Graph.Edge("mail", "after", "web", "started", false),
              new Graph.Edge("web", "requires", "db", "ready", false),
              new Graph.Edge("web", "wants", "cache", null, false)));

  @TempDir Path folder;

  private CannedDaemon daemon;

  @BeforeEach
  void listen() throws IOException {
    daemon = new CannedDaemon(folder.resolve("tend.sock"));
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void everyUnitHasALineThatSaysWhatIsWrong() {
    daemon.answer("GET /v1/units", units(DB, FLAKY, MAIL, OLD, WEB_1, WEB_2));

    Typed status = tend(daemon, "status");

    assertThat(status.out())
        .isEqualTo(
            """
            UNIT   STATE    PID   FOR    RESTARTS  NOTE
            db     failed   -     3m12s  0         gave up after 5 attempts within 10m
            flaky  backoff  -     3m12s  7         it exited with code 1, due in 200ms
            mail   waiting  -     3m12s  7         db is not ready
            old    stopped  -     3m12s  0         root asked for a stop
            web.1  running  4711  3m12s  0
            web.2  running  4712  3m12s  0
            """);
    assertThat(status.code()).isEqualTo(3);
    assertThat(status.err()).isEmpty();
  }

  @Test
  void whoRunsAndIsNotReadyIsToldApart() {
    daemon.answer("GET /v1/units", units(Wire.unready(WEB_1), WEB_2));

    assertThat(tend(daemon, "status").out())
        .isEqualTo(
            """
            UNIT   STATE    PID   FOR    RESTARTS  NOTE
            web.1  running  4711  3m12s  0         not ready
            web.2  running  4712  3m12s  0
            """);
    assertThat(onTerminal(daemon, 100, "status").out())
        .contains("\u001b[33mrunning\u001b[0m", "\u001b[32mrunning\u001b[0m");
  }

  @Test
  void aTreeHasBelowEachUnitThoseThatItsEdgesLeadTo() {
    daemon.answer("GET /v1/units", units(DB, MAIL, Wire.unready(WEB_1), WEB_2));
    daemon.answer("GET /v1/graph", Wire.graph(GRAPH));

    Typed tree = tend(daemon, "status", "--tree");

    assertThat(tree)
        .isEqualTo(
            new Typed(
                3,
                """
                UNIT           EDGE                  STATE    READY  FOR    NOTE
                mail                                 waiting  0/1    3m12s  db is not ready
                ├── db         requires              failed   0/1    3m12s  gave up after 5 attempts within 10m
                └── web        after, started        running  1/2    3m12s  not ready
                    ├── db     requires, no restart  failed   0/1    3m12s  gave up after 5 attempts within 10m
                    └── cache  wants                 -        -      -
                """,
                ""));
  }

  @Test
  void aTreeAsJsonIsTheGraphOfTheWire() {
    daemon.answer("GET /v1/units?select=web", units(WEB_1));
    daemon.answer("GET /v1/units", units(DB, WEB_1));
    daemon.answer("GET /v1/graph?select=web", Wire.graph(GRAPH));

    assertThat(tend(daemon, "--json", "status", "--tree", "web").out())
        .isEqualTo(Wire.graph(GRAPH) + "\n");
  }

  @Test
  void allWellAndStoppedOnPurposeExitsWithZero() {
    daemon.answer("GET /v1/units", units(OLD, WEB_1));

    assertThat(tend(daemon, "status").code()).isZero();
  }

  @Test
  void aTerminalGetsColoursAndNoLineThatIsTooWide() {
    daemon.answer("GET /v1/units?select=flaky", units(FLAKY));

    Typed status = onTerminal(daemon, 100, "status", "flaky");

    assertThat(status.out()).contains("\u001b[31mbackoff\u001b[0m").contains("200ms");
    assertThat(onTerminal(daemon, 80, "--no-color", "status", "flaky").out())
        .doesNotContain("\u001b");
  }

  @Test
  void aLongNoteIsCutToTheTerminalButNotInAPipe() {
    daemon.answer("GET /v1/units", units(instance("db", 1, "failed", "x".repeat(200))));

    assertThat(onTerminal(daemon, 100, "--no-color", "status").out().lines())
        .allMatch(line -> line.length() <= 100)
        .anyMatch(line -> line.endsWith("…"));
    assertThat(tend(daemon, "status").out()).contains("x".repeat(200));
  }

  @Test
  void controlCharactersOfADaemonDoNotReachTheTerminal() {
    daemon.answer("GET /v1/units", units(instance("db", 1, "failed", "a\u001b[2Jb\nc")));

    assertThat(tend(daemon, "status").out()).contains("a [2Jb c").doesNotContain("\u001b");
  }

  @Test
  void jsonIsTheListOfTheWire() {
    daemon.answer("GET /v1/units?select=web&select=%40all", units(WEB_1, WEB_2));

    Typed status = tend(daemon, "--json", "status", "web", "@all");

    assertThat(status.out()).isEqualTo(units(WEB_1, WEB_2) + "\n");
  }

  @Test
  void aMisspeltUnitIsRefusedWithTheHintOfTheDaemon() {
    daemon.answer(
        "GET /v1/units?select=wbe",
        404,
        "{\"error\":\"no unit named 'wbe'\",\"hint\":\"Did you mean 'web'?\"}");

    Typed status = tend(daemon, "status", "wbe");

    assertThat(status)
        .isEqualTo(new Typed(1, "", "tend: no unit named 'wbe'\nDid you mean 'web'?\n"));
  }

  @Test
  void withoutADaemonOneLineNamesTheSocketAndWhatToDo() {
    Path none = folder.resolve("none.sock");

    Typed status = tend(daemon, "status", "--socket", none.toString());

    assertThat(status)
        .isEqualTo(
            new Typed(
                4,
                "",
                "tend: no daemon at "
                    + none
                    + ": there is no such socket; start one with 'tend up' or 'tend serve'\n"));
  }
}
