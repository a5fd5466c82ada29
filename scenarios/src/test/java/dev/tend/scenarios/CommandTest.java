package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command, typed as the README and `docs/cli.md` say, against a daemon whose units do all that
/// units can do.
class CommandTest {

  private static final String UNITS =
      """
      [defaults.service]
      stable_after = "50ms"
      [service.db]
      command = "sleep 1000"
      [service.web]
      command = "sleep 1001"
      instances = 2
      requires = ["db"]
      [service.ticker]
      command = "while :; do echo tick; echo tock >&2; sleep 0.1; done"
      autostart = false
      [service.flaky]
      command = "exit 3"
      backoff = { min = "1m", max = "1m" }
      autostart = false
      [service.broken]
      command = "/not/there"
      backoff = { min = "10ms" }
      give_up_after = { attempts = 2, within = "1m" }
      autostart = false
      [service.front]
      command = "sleep 1002"
      requires = ["broken"]
      autostart = false
      [service.deaf]
      command = "trap '' TERM; while :; do sleep 1; done"
      autostart = false
      [group.backend]
      members = ["db", "web"]
      """;

  @TempDir private Path folder;
  private Tend tend;

  @BeforeEach
  void serve() throws IOException {
    tend = Tend.serve(folder, UNITS);
    tend.lookout().awaitState("db", "running");
    tend.lookout().awaitState("web", "running");
    tend.lookout().awaitState("web.2", "running");
  }

  @AfterEach
  void end() {
    tend.close();
  }

  @Test
  void theStatusIsATableAndItsExitCodeSaysWhetherAllIsWell() {
    Ran well = tend.run("status", "@backend", "ticker");

    assertThat(well.exit()).isZero();
    assertThat(well.out().lines().map(line -> line.replaceFirst("^(\\S+) +(\\S+) .*", "$1 $2")))
        .containsExactly(
            "UNIT STATE", "db running", "ticker stopped", "web.1 running", "web.2 running");

    tend.run("start", "flaky");
    tend.lookout().awaitState("flaky", "backoff");
    Ran amiss = tend.run("status");

    assertThat(amiss.exit()).isEqualTo(3);
    assertThat(amiss.out())
        .containsPattern("it exited with code 3; attempt 2 after a backoff of .*, due in .*s");
    assertThat(tend.run("status", "--json").exit()).isEqualTo(3);
    assertThat(tend.run("status", "nosuch").exit()).isEqualTo(1);
  }

  @Test
  void aStartWaitsForSuccess() {
    Ran ran = tend.run("start", "ticker", "--wait", "30s");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("ticker\\.1 is running \\(pid \\d+\\) after .*\n");
  }

  @Test
  void aStartWaitsForFailureAndSaysWhatFailed() {
    Ran ran = tend.run("start", "broken", "--wait", "30s");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .matches(
            "broken\\.1 has failed after .*: cannot execute /not/there: ENOENT \\(no such file\\);"
                + " gave up after 2 attempts within 1m\n");
  }

  @Test
  void aWaitThatIsOverSaysForWhatAndWhyItWaited() {
    Ran ran = tend.run("start", "front", "--wait", "2s");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("waiting for ")
        .contains("tend: not done after 2s: ")
        .contains("front: broken: cannot execute /not/there: ENOENT (no such file)");
  }

  @Test
  void aStopTakesDownWhatRequiresItAndAStartBringsItBack() {
    Ran stop = tend.run("stop", "db", "--wait", "30s");

    assertThat(stop.exit()).isZero();
    assertThat(stop.out()).contains("db.1 is stopped after ").contains("asked for a stop");
    assertThat(tend.instance("web")).containsEntry("state", "waiting");
    assertThat(tend.run("start", "@backend", "--wait", "30s").exit()).isZero();
    tend.lookout().awaitState("web", "running");
    long before = tend.lookout().pid("web");
    assertThat(tend.run("restart", "web", "--wait", "30s").out().lines()).hasSize(2);
    assertThat(tend.lookout().pid("web")).isNotEqualTo(before);
    assertThat(tend.run("start", "db").out()).isEqualTo("nothing to do: all is so already\n");
  }

  @Test
  void groupsHaveTheirOwnVerbs() {
    assertThat(tend.run("group", "list").out())
        .isEqualTo("GROUP    RUNNING  MEMBERS\nbackend  3 of 3   db, web\n");
    assertThat(tend.run("group", "status", "backend").exit()).isZero();
    assertThat(tend.run("group-stop", "--group", "backend", "--wait", "30s").exit()).isZero();
    assertThat(tend.run("group", "list").out()).contains("0 of 3");
    assertThat(tend.run("group", "start", "@backend", "--wait", "30s").exit()).isZero();
    assertThat(tend.run("group", "status", "backnd").err())
        .isEqualTo("tend: no group named 'backnd'\nDid you mean '@backend'?\n");
    assertThat(tend.run("group", "status").exit()).isEqualTo(2);
  }

  @Test
  void scalingAddsAndRemovesInstances() {
    assertThat(tend.run("scale", "web=3").exit()).isZero();
    tend.lookout().awaitState("web.3", "running");
    assertThat(tend.run("scale", "web=1").exit()).isZero();
    await().atMost(Tend.DEADLINE).until(() -> tend.status("web").size() == 1);
    assertThat(tend.run("scale", "web=1").out()).isEqualTo("nothing to do: web has 1 already\n");
    assertThat(tend.run("scale", "web").exit()).isEqualTo(2);
    assertThat(tend.run("scale", "wbe=2").err())
        .isEqualTo("tend: no unit named 'wbe'\nDid you mean 'web'?\n");
  }

  @Test
  void logsShowTheLastLinesOneStreamOrWhatComes() {
    tend.run("start", "ticker", "--wait", "30s");
    await()
        .atMost(Tend.DEADLINE)
        .until(() -> tend.run("logs", "ticker", "-n", "3").out().lines().count() == 6);

    assertThat(tend.run("logs", "ticker", "-n", "2", "--stream", "err").out())
        .isEqualTo("tock\ntock\n");
    assertThat(tend.run("logs", "ticker", "-n1", "--stream", "out", "--json").out())
        .isEqualTo(
            """
            {"unit":"ticker","instance":1,"stream":"stdout","text":"tick","partial":false,"hook":null}
            """);
    assertThat(tend.run("logs", "-n", "1").out()).contains("ticker | tick", "ticker ! tock");
    try (Program follower = tend.start("logs", "-f", "-n", "0", "ticker", "--stream", "out")) {
      await().atMost(Tend.DEADLINE).until(() -> follower.out().startsWith("tick\ntick\n"));
    }
  }

  @Test
  void eventsAreNumberedAndFollowedFromANumberOn() {
    List<String> lines = tend.run("events", "db").out().lines().toList();
    assertThat(lines.getFirst())
        .matches("#\\d+  \\d\\d:\\d\\d:\\d\\d  db\\.1  stopped → starting  .*");
    String number = lines.getFirst().substring(1, lines.getFirst().indexOf(' '));

    assertThat(tend.run("events", "db", "--since", number).out().lines())
        .isEqualTo(lines.subList(1, lines.size()));
    try (Program follower = tend.start("events", "-f", "--since", number, "db", "--json")) {
      tend.run("restart", "db", "--wait", "30s");
      await().atMost(Tend.DEADLINE).until(() -> follower.out().contains("asked for a restart"));
      assertThat(follower.out().lines()).allMatch(line -> line.startsWith("{\"id\":"));
    }
  }

  @Test
  void aFollowerEndsWithTheDaemon() {
    try (Program events = tend.start("events", "-f")) {
      await().atMost(Tend.DEADLINE).until(() -> !events.out().isEmpty());

      assertThat(tend.run("shutdown").out())
          .isEqualTo("the daemon ends once everything has stopped\n");

      assertThat(events.awaitEnd(Tend.DEADLINE).exit()).isZero();
    }
  }

  @Test
  void whyTellsOfEveryStateWhatLedToIt() {
    assertThat(tend.run("why", "db").out())
        .startsWith("autostart is set and the daemon started\ndb: running for ");
    assertThat(tend.run("why", "ticker").out())
        .startsWith("autostart is off and nobody asked for it\nticker: stopped for ");

    tend.run("start", "flaky");
    tend.lookout().awaitState("flaky", "backoff");
    assertThat(tend.run("why", "flaky").out())
        .startsWith("it exited with code 3\nflaky: backing off for ")
        .containsPattern("next\n  in .*, at .*: attempt 2 starts\n");

    tend.run("start", "front");
    tend.lookout().awaitState("broken", "failed");
    String waiting = tend.run("why", "front").out();
    assertThat(waiting)
        .startsWith("broken: cannot execute /not/there: ENOENT (no such file)\nfront: waiting for ")
        .containsPattern("front +front has been waiting for .*: broken is not ready\n")
        .containsPattern("broken +gave up after 2 attempts within 1m\n")
        .contains("it waits for\n  broken is not ready\n");
    assertThat(tend.run("why", "broken").out()).contains("broken: failed for ");

    tend.run("stop", "db", "--wait", "30s");
    assertThat(tend.run("why", "db").out())
        .containsPattern("^.* \\(uid \\d+\\) asked for a stop\ndb: stopped for .*, since \\d\\d:");
    assertThat(tend.run("why", "web").out())
        .containsPattern("^db: .* asked for a stop\nweb\\.1: waiting for ");
    assertThat(((Map<?, ?>) tend.json("why", "web")).get("waiting_for"))
        .isEqualTo(List.of("db is not ready", "db: somebody to start it ('tend start db')"));
  }

  @Test
  void aStopThatIsNotHeardIsExplainedWhileItLasts() {
    tend.run("start", "deaf", "--wait", "30s");
    tend.run("stop", "deaf");

    assertThat(tend.run("why", "deaf").out())
        .contains("deaf: stopping for ")
        .containsPattern("in .*s, at .*: its whole tree is killed if it has not ended\n");
    // Or the end of the test would wait for that.
    ProcessHandle.of(tend.lookout().pid("deaf")).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aMisspeltUnitIsNeverHalfOfACommand() {
    Ran ran = tend.run("stop", "db", "wbe");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("tend: no unit named 'wbe'\nDid you mean 'web'?\n");
    assertThat(tend.instance("db")).containsEntry("target", "up");
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheCommandQuietly() {
    tend.run("start", "ticker", "--wait", "30s");

    Ran head = tend.shell("\"$@\" | head -n 1", "logs", "-f", "ticker");

    assertThat(head.exit()).isZero();
    assertThat(head.out()).isEqualTo("tick\n");
    assertThat(head.err()).isEmpty();
    assertThat(tend.shell("\"$@\" | head -n 1", "events").err()).isEmpty();
    assertThat(tend.shell("\"$@\" | head -n 1", "status").err()).isEmpty();
  }

  @Test
  void aTerminalGetsColoursUnlessTheyAreUnwanted() {
    String inTerminal = "exec script --quiet --return --command \"$*\" /dev/null";

    assertThat(tend.shell("export TERM=xterm; " + inTerminal, "status", "db").out())
        .contains("\u001b[");
    assertThat(tend.shell("export NO_COLOR=1 TERM=xterm; " + inTerminal, "status", "db").out())
        .contains("running")
        .doesNotContain("\u001b[");
    assertThat(tend.shell(inTerminal, "status", "db", "--no-color").out())
        .doesNotContain("\u001b[");
    assertThat(tend.run("status", "db").out()).doesNotContain("\u001b[");
  }

  @Test
  void theVersionNamesTheDaemon() {
    assertThat(tend.run("version").out())
        .matches("tend .*\njava 2.*\ndaemon .*, pid " + tend.daemonPid() + ", up for .*\n");
  }
}
