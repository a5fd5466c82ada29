package dev.tend.cli;

import static dev.tend.cli.Typed.tend;
import static dev.tend.cli.Wire.event;
import static dev.tend.cli.Wire.instance;
import static dev.tend.cli.Wire.line;
import static dev.tend.cli.Wire.units;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class VerbsTest {

  private static final String WEB = "GET /v1/units?select=web";

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
  void whyOfThePastTellsAgesOfThenAndWhatCameNext() {
    daemon.answer(
        "GET /v1/units/web/why?at=2h",
        """
        {"unit":"web","state":"waiting","since":"2026-11-21T06:03:00Z",
         "root":"root asked for a stop",
         "chain":[{"unit":"web","at":"2026-11-21T06:03:00Z","sentence":"web had been waiting"}],
         "next":{"at":"2026-11-21T06:04:12Z","what":"it became starting: db is ready"},
         "as_of":"2026-11-21T06:03:12Z"}\
        """);

    assertThat(tend(daemon, "why", "web", "--at", "-2h").out())
        .isEqualTo(
            """
            root asked for a stop
            web: waiting for 12s by 06:03:12, since 06:03:00

            because, latest first
              AT        AGO  UNIT  WHAT
              06:03:00  12s  web   web had been waiting

            what came next
              in 1m, at 06:04:12: it became starting: db is ready
            """);
  }

  @Test
  void whyBeginsWithTheRootCause() {
    daemon.answer(
        "GET /v1/units/web/why",
        """
        {"unit":"web","state":"backoff","since":"2026-11-21T08:03:09Z",
         "root":"it exited with code 1",
         "chain":[{"unit":"web","at":"2026-11-21T08:03:09Z","sentence":"restart = on-failure"},
                  {"unit":"db","at":"2026-11-20T23:00:00Z","sentence":"it exited with code 1"}],
         "waiting_for":["db is not ready"],
         "next":{"at":"2026-11-21T08:03:16Z","what":"another attempt"}}\
        """);

    assertThat(tend(daemon, "why", "web"))
        .isEqualTo(
            new Typed(
                0,
                """
                it exited with code 1
                web: backing off for 3s, since 08:03:09

                because, latest first
                  AT                   AGO   UNIT  WHAT
                  08:03:09             3s    web   restart = on-failure
                  2026-11-20 23:00:00  9h3m  db    it exited with code 1

                it waits for
                  db is not ready

                next
                  in 4s, at 08:03:16: another attempt
                """,
                ""));
  }

  @Test
  void theOutputOfOneInstanceHasNoPrefix() {
    daemon.answer(WEB, units(instance("web", 1, "running", ""))).stream(
        "GET /v1/units/web/logs?lines=5",
        line("web", 1, "stdout", "one"),
        Wire.part("web", 1, "tw"),
        line("web", 1, "stdout", "o"),
        CannedDaemon.END);

    assertThat(tend(daemon, "logs", "web", "-n5")).isEqualTo(new Typed(0, "one\ntwo\n", ""));
  }

  @Test
  void whatAHookWroteStandsBehindItsNameUnlessItAloneIsAskedFor() {
    String hook = Wire.hookLine("web", 1, "migrate", "up to date");
    daemon.answer(WEB, units(instance("web", 1, "running", ""))).stream(
        "GET /v1/units/web/logs", line("web", 1, "stdout", "one"), hook, CannedDaemon.END);
    daemon.stream("GET /v1/units/web/logs?hook=migrate", hook, CannedDaemon.END);

    assertThat(tend(daemon, "logs", "web"))
        .isEqualTo(new Typed(0, "one\nmigrate | up to date\n", ""));
    assertThat(tend(daemon, "logs", "web", "--hook", "migrate"))
        .isEqualTo(new Typed(0, "up to date\n", ""));
  }

  @Test
  void theOutputOfSeveralIsPrefixedAndStandardErrorMarked() {
    daemon
        .answer(
            "GET /v1/units",
            units(
                instance("db", 1, "running", ""),
                instance("web", 1, "running", ""),
                instance("web", 2, "running", "")))
        .stream(
            "GET /v1/logs?follow=true",
            line("web", 1, "stdout", "hello"),
            Wire.part("web", 2, "a long "),
            line("db", 1, "stderr", "oh"),
            line("web", 2, "stdout", "line"))
        .gap("GET /v1/logs?follow=true", 3)
        .stream("GET /v1/logs?follow=true", CannedDaemon.END);

    assertThat(tend(daemon, "logs", "-f"))
        .isEqualTo(
            new Typed(
                0,
                """
                web.1 | hello
                web.2 | a long\s
                db    ! oh
                web.2 | line
                """,
                "tend: 3 are missing here: too much came at once\n"));
  }

  @Test
  void severalUnitsAreFollowedTogether() {
    daemon
        .answer(
            "GET /v1/units?select=a&select=b",
            units(instance("a", 1, "running", ""), instance("b", 1, "running", "")))
        .stream("GET /v1/units/a/logs?stream=stderr&follow=true", CannedDaemon.END)
        .stream(
            "GET /v1/units/b/logs?stream=stderr&follow=true",
            line("b", 1, "stderr", "x"),
            CannedDaemon.END);

    assertThat(tend(daemon, "logs", "a", "b", "-f", "--stream", "err"))
        .isEqualTo(new Typed(0, "b ! x\n", ""));
  }

  @Test
  void aReaderThatGoesAwayEndsAFollowQuietly() throws IOException {
    daemon.answer(WEB, units(instance("web", 1, "running", "")));
    daemon.stream("GET /v1/units/web/logs?follow=true", line("web", 1, "stdout", "one"));
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    int code =
        Main.run(
            List.of("logs", "web", "-f"),
            Map.of("TEND_SOCKET", daemon.socket().toString()),
            new PrintStream(broken, false, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    assertThat(code).isZero();
  }

  @Test
  void runsAreATableAndInJsonTheRecords() {
    String ended =
        "{\"run\":\"a-1\",\"unit\":\"web\",\"instance\":1,\"kind\":\"main\",\"hook\":null,"
            + "\"pid\":41,"
            + "\"started\":\"2026-03-01T10:00:00.000Z\",\"ended\":\"2026-03-01T10:00:01.500Z\","
            + "\"exit\":{\"signal\":\"SIGKILL\"},\"cpu_ms\":120,\"memory_peak\":104857600,"
            + "\"because\":\"root asked for a start\",\"cause\":\"it was killed by SIGKILL\"}";
    daemon.answer("GET /v1/runs?limit=5&unit=web", "[" + ended + "]").answer("GET /v1/runs", "[]");

    assertThat(tend(daemon, "runs", "web", "-n", "5").out())
        .contains("EXIT", "PEAK")
        .contains("web   main  41   1.5s    SIGKILL  120ms  100.0MiB  it was killed by SIGKILL");
    assertThat(tend(daemon, "--json", "runs", "web", "-n", "5").out()).contains(ended);
    assertThat(tend(daemon, "runs").out()).isEqualTo("no runs\n");
  }

  @Test
  void aTimeThatIsNoneIsWrongUsageWithAHint() {
    Typed ran = tend(daemon, "runs", "--since", "yesterday");

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ran.err()).contains("--since wants a time, not 'yesterday'").contains("17:30");
  }

  @Test
  void eventsAreOneALineAndInJsonTheRecords() {
    String running = event("2026-11-21T08:00:00Z", "web", "starting", "running", "up for 1s");
    daemon.answer("GET /v1/events?since=4&unit=web", "[" + running + "]").stream(
        "GET /v1/events?follow=true", running, CannedDaemon.END);

    assertThat(tend(daemon, "events", "web", "--since", "4").out())
        .isEqualTo("#1  08:00:00  web.1  starting → running  up for 1s\n");
    assertThat(tend(daemon, "events", "-f", "--json").out()).isEqualTo(running + "\n");
  }

  @Test
  void aReloadSaysWhatItTouchedOrEveryMistake() throws IOException {
    daemon
        .answer(
            "POST /v1/reload",
            """
            {"created":["new"],"removed":[],"restarted":["a","b"],"updated":[],
             "notices":["listen is taken over by a restart of the daemon"],"position":3}\
            """)
        .answer(
            "POST /v1/reload",
            422,
            """
            {"error":"the configuration has 2 mistakes","hint":"Nothing was changed.",
             "problems":["tend.toml:3:1: unknown key 'comand'","tend.toml:9:1: no command"]}\
            """);

    assertThat(tend(daemon, "reload").out())
        .isEqualTo(
            """
            created new
            restarted a, b
            note: listen is taken over by a restart of the daemon
            """);
    assertThat(tend(daemon, "reload"))
        .isEqualTo(
            new Typed(
                1,
                "",
                """
                tend: the configuration has 2 mistakes
                  tend.toml:3:1: unknown key 'comand'
                  tend.toml:9:1: no command
                Nothing was changed.
                """));
  }

  @Test
  void groupsAreListedShownAndCommanded() {
    String backend =
        "{\"name\":\"backend\",\"members\":[\"db\",\"web\"],\"instances\":"
            + units(instance("db", 1, "running", ""), instance("web", 1, "failed", "gave up"))
            + "}";
    daemon
        .answer("GET /v1/groups", "[" + backend + "]")
        .answer("GET /v1/groups/backend", backend)
        .answer("GET /v1/units?select=%40backend", units())
        .answer("POST /v1/groups/backend/stop", "{\"units\":[\"db.1\"],\"position\":1}");

    assertThat(tend(daemon, "group", "list").out())
        .isEqualTo("GROUP    RUNNING  MEMBERS\nbackend  1 of 2   db, web\n");
    assertThat(tend(daemon, "group", "status", "backend").code()).isEqualTo(3);
    assertThat(tend(daemon, "group-status", "--group", "backend"))
        .isEqualTo(tend(daemon, "group", "status", "@backend"));
    assertThat(tend(daemon, "group-stop", "--group", "backend").out()).isEqualTo("stopping db.1\n");
  }

  @Test
  void shutdownAndVersion() {
    daemon
        .answer("POST /v1/shutdown?keep=true", 202, "{}")
        .answer("GET /v1/daemon", Wire.daemon(false));

    assertThat(tend(daemon, "shutdown", "--keep").out())
        .isEqualTo("the daemon ends and leaves the processes running\n");
    assertThat(tend(daemon, "--version").out())
        .matches("tend [0-9.]+.*\njava 25.*\ndaemon 0\\.1\\.0, pid 4711, up for 3m12s\n");
    assertThat(tend(daemon, "version", "--json").out()).contains("\"daemon\":{\"pid\":4711");
    assertThat(tend(daemon, "--socket", "/none", "version").out())
        .contains("no daemon at /none: there is no such socket");
  }

  @Test
  void theDaemonIsNamedByOptionFirstAndByEnvironmentThen() {
    daemon.answer("GET /v1/units", units());
    String socket = daemon.socket().toString();

    assertThat(tend(Map.of("TEND_SOCKET", "/none"), "--socket", socket, "status").code()).isZero();
    assertThat(tend(Map.of("TEND_SOCKET", socket), "status", "--socket=/none").code()).isEqualTo(4);
    assertThat(tend(Map.of("TEND_URL", "http://127.0.0.1:1"), "status").code()).isEqualTo(4);
  }
}
