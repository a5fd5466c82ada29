package dev.tend.cli;

import static dev.tend.cli.Typed.onTerminal;
import static dev.tend.cli.Typed.tend;
import static dev.tend.cli.Wire.event;
import static dev.tend.cli.Wire.instance;
import static dev.tend.cli.Wire.run;
import static dev.tend.cli.Wire.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.InstanceStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private static final String UNITS = "GET /v1/units?select=web";
  private static final String TOUCHED = "GET /v1/units?select=web&select=web.1";
  private static final String BELL = "GET /v1/events?since=7&follow=true";
  private static final InstanceStatus STOPPED = instance("web", 1, "stopped", "asked");
  private static final InstanceStatus STARTING = instance("web", 1, "starting", "asked");
  private static final InstanceStatus RUNNING = instance("web", 1, "running", "asked");
  private static final InstanceStatus FAILED = instance("web", 1, "failed", "gave up");

  @TempDir Path folder;

  private CannedDaemon daemon;

  @BeforeEach
  void listen() throws IOException {
    daemon = new CannedDaemon(folder.resolve("tend.sock"));
    for (String verb : new String[] {"start", "stop", "restart"}) {
      daemon.answer("POST /v1/units/web/" + verb, "{\"units\":[\"web.1\"],\"position\":7}");
    }
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void anOrderSaysWhomItTouched() {
    daemon.answer(UNITS, units(STOPPED));

    assertThat(tend(daemon, "start", "web")).isEqualTo(new Typed(0, "starting web.1\n", ""));
    assertThat(tend(daemon, "stop", "web").out()).isEqualTo("stopping web.1\n");
    assertThat(tend(daemon, "restart", "web").out()).isEqualTo("restarting web.1\n");
    assertThat(tend(daemon, "start", "web", "--json").out())
        .isEqualTo("{\"units\":[\"web.1\"],\"position\":7}\n");
  }

  @Test
  void aMisspeltUnitAmongSeveralLeavesTheOthersAlone() {
    daemon.answer("GET /v1/units?select=web&select=bd", 404, "{\"error\":\"no unit named 'bd'\"}");

    Typed typed = tend(daemon, "stop", "web", "bd");

    assertThat(typed.code()).isEqualTo(1);
    assertThat(daemon.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void waitingForAStartShowsProgressAndEndsWhenItRuns() {
    daemon
        .answer(UNITS, units(STOPPED))
        .answer(TOUCHED, units(STARTING), units(STARTING), units(RUNNING))
        .stream(BELL, event(Wire.NOW, "web", "stopped", "starting", "asked"))
        .stream(BELL, event(Wire.NOW, "web", "starting", "running", "up for 1s"));

    Typed typed = tend(daemon, "start", "web", "--wait", "30s");

    assertThat(typed.code()).isZero();
    assertThat(typed.out()).matches("web\\.1 is running \\(pid 4711\\) after .*\n");
    assertThat(typed.err()).isEqualTo("waiting for web.1 (starting)\n");
  }

  @Test
  void onATerminalTheProgressIsOneLineThatGoesAway() {
    daemon.answer(UNITS, units(STOPPED)).answer(TOUCHED, units(STARTING), units(RUNNING)).stream(
        BELL, event(Wire.NOW, "web", "starting", "running", "up for 1s"));

    Typed typed = onTerminal(daemon, 80, "start", "web", "--wait", "30s");

    assertThat(typed.err()).isEqualTo("\r\u001b[Kwaiting for web.1 (starting)\r\u001b[K");
  }

  @Test
  void aStartThatFailsForGoodEndsTheWaitWithOne() {
    daemon.answer(UNITS, units(STOPPED)).answer(TOUCHED, units(FAILED)).stream(BELL);

    Typed typed = tend(daemon, "start", "web", "--wait", "30s");

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out()).matches("web\\.1 has failed after .*: gave up\n");
  }

  @Test
  void aWaitThatTakesTooLongSaysForWhatAndWhy() {
    daemon
        .answer(UNITS, units(STOPPED))
        .answer(TOUCHED, units(STARTING))
        .answer(
            "GET /v1/units/web.1/why",
            "{\"unit\":\"web\",\"state\":\"starting\",\"since\":\"x\",\"root\":\"it is slow\"}")
        .stream(BELL);

    Typed typed = tend(daemon, "start", "web", "--wait", "100ms");

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err())
        .endsWith("tend: not done after 100ms: web.1 is starting\n  web: it is slow\n");
  }

  @Test
  void aRestartIsDoneOnlyWhenAnotherRunIsThere() {
    daemon
        .answer(UNITS, units(RUNNING))
        .answer(TOUCHED, units(RUNNING), units(STARTING), units(run(RUNNING, "r9")))
        .stream(BELL, event(Wire.NOW, "web", "running", "stopping", "asked"))
        .stream(BELL, event(Wire.NOW, "web", "stopping", "running", "asked"));

    Typed typed = tend(daemon, "restart", "web", "--wait", "30s", "--json");

    assertThat(typed.code()).isZero();
    assertThat(typed.out()).isEqualTo(units(run(RUNNING, "r9")) + "\n");
  }

  @Test
  void aStopIsDoneWhenNothingIsLeft() {
    daemon
        .answer(UNITS, units(RUNNING))
        .answer(TOUCHED, units(instance("web", 1, "stopping", "asked")), units(STOPPED))
        .gap(BELL, 5);

    Typed typed = tend(daemon, "stop", "web", "--wait", "30s");

    assertThat(typed.code()).isZero();
    assertThat(typed.out()).startsWith("web.1 is stopped after ");
  }

  @Test
  void aDaemonThatEndsMeanwhileEndsTheWait() {
    daemon.answer(UNITS, units(RUNNING)).answer(TOUCHED, units(RUNNING)).stream(
        BELL, CannedDaemon.END);

    assertThat(tend(daemon, "stop", "web", "--wait", "30s").code()).isEqualTo(1);
  }

  @Test
  void scalingNamesTheNumber() {
    daemon.answer("POST /v1/units/web/scale?instances=3", "{\"units\":[\"web.3\"],\"position\":7}");

    assertThat(tend(daemon, "scale", "web=3")).isEqualTo(new Typed(0, "scaling web to 3\n", ""));
  }
}
