package dev.tend.cli;

import static dev.tend.cli.Wire.event;
import static dev.tend.cli.Wire.instance;
import static dev.tend.cli.Wire.line;
import static dev.tend.cli.Wire.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.api.Endpoint;
import dev.tend.api.Failure;
import dev.tend.api.InstanceStatus;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UpScreenTest {

  private static final String EVENTS = "GET /v1/events?limit=0&follow=true";
  private static final String OUTPUT = "GET /v1/logs?lines=0&follow=true";
  private static final String BEFORE = "2020-11-21T08:00:00Z";
  private static final String LATER = "2036-11-21T08:00:00Z";
  private static final InstanceStatus DB = instance("db", 1, "running", "");
  private static final InstanceStatus WEB_1 = instance("web", 1, "running", "");
  private static final InstanceStatus WEB_2 = instance("web", 2, "running", "");

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private CannedDaemon daemon;
  private Thread running = Thread.currentThread();

  @BeforeEach
  void listen() throws IOException {
    daemon = new CannedDaemon(folder.resolve("s"));
    daemon.stream(EVENTS).stream(OUTPUT);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  @Test
  void theFirstScreenSaysWhatRunsAndWhereToAsk() throws Exception {
    daemon
        .answer("GET /v1/units", units(DB, WEB_1, WEB_2))
        .answer("GET /v1/daemon", Wire.daemon(false));

    show(false);
    awaitText("Ctrl-C");
    end();

    assertThat(text())
        .isEqualTo(
            """
            tend 0.1.0  /srv/tend.toml  pid 4711, SOCKET

              UNIT   STATE    PID   NOTE
              db     running  4711
              web.1  running  4711
              web.2  running  4712

              In another terminal: tend status, tend why db, tend logs -f
              Ctrl-C stops everything in order.

            """
                .replace("SOCKET", daemon.socket().toString()));
  }

  @Test
  void outputIsPrefixedAndChangesStandBetween() throws Exception {
    daemon
        .answer("GET /v1/units", units(DB, WEB_1, WEB_2))
        .answer("GET /v1/units?select=db.1", units(instance("db", 1, "running", "")))
        .answer("GET /v1/daemon", Wire.daemon(false));
    daemon.stream(EVENTS, event(BEFORE, "db", "starting", "running", "old news"));

    show(false);
    awaitText("Ctrl-C");
    daemon.stream(OUTPUT, line("web", 1, "stdout", "hello"), line("db", 1, "stderr", "oh"));
    awaitText("oh\n");
    daemon.stream(OUTPUT, Wire.hookLine("web", 1, "migrate", "up to date"));
    awaitText("up to date\n");
    daemon.stream(EVENTS, event(LATER, "db", "running", "backoff", "it exited with code 1"));
    awaitText("code 1\n");
    daemon.stream(EVENTS, event(LATER, "db", "backoff", "starting", "it is time"));
    daemon.stream(EVENTS, event(LATER, "db", "starting", "running", "up for 1s"));
    awaitText("db is running\n");
    end();

    assertThat(text().substring(text().indexOf("order.\n\n") + 8))
        .isEqualTo(
            """
            web.1 | hello
            db    ! oh
            web.1 migrate | up to date
            -- db exited with code 1
            -- db is running
            """);
  }

  @Test
  void anOrderlyStopSaysWhatStops() throws Exception {
    daemon
        .answer("GET /v1/units", units(DB, WEB_1))
        .answer("GET /v1/daemon", Wire.daemon(false), Wire.daemon(true));

    show(false);
    awaitText("Ctrl-C");
    daemon.stream(EVENTS, event(LATER, "web", "running", "stopping", "Ctrl-C asked for a stop"));
    awaitText("-- stopping everything: db, web\n");
    daemon.stream(EVENTS, event(LATER, "web", "stopping", "stopped", "Ctrl-C asked for a stop"));
    awaitText("-- still stopping: db (Ctrl-C once more kills what is left)\n");
    daemon.stream(EVENTS, event(LATER, "db", "running", "stopping", "Ctrl-C asked for a stop"));
    daemon.stream(EVENTS, event(LATER, "db", "stopping", "stopped", "Ctrl-C asked for a stop"));
    end();

    assertThat(text())
        .endsWith(
            """
            -- stopping everything: db, web
            -- web stopped
            -- still stopping: db (Ctrl-C once more kills what is left)
            -- db stopped
            -- everything has stopped
            """);
  }

  @Test
  void aUnitThatDoesNotComeUpDoesNotHoldTheFirstScreenBackForLong() throws Exception {
    daemon
        .answer("GET /v1/units", units(instance("db", 1, "starting", "")))
        .answer("GET /v1/daemon", Wire.daemon(false));

    show(true);
    awaitText("\u001b[33mstarting\u001b[0m");
    end();
  }

  @Test
  void closingEndsIt() throws Exception {
    daemon.answer("GET /v1/units", units(DB)).answer("GET /v1/daemon", Wire.daemon(false));

    UpScreen screen = show(false);
    awaitText("Ctrl-C");
    screen.close();

    running.join(Duration.ofSeconds(10));
    assertThat(running.isAlive()).isFalse();
  }

  @Test
  void withoutADaemonThereIsNoScreen() {
    daemon.close();

    Outcome<UpScreen> outcome =
        UpScreen.open(client(), new PrintStream(printed, false, StandardCharsets.UTF_8), false);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.NoDaemon.class));
  }

  private UpScreen show(boolean colour) {
    Outcome<UpScreen> outcome =
        UpScreen.open(client(), new PrintStream(printed, false, StandardCharsets.UTF_8), colour);
    if (!(outcome instanceof Outcome.Done<UpScreen>(UpScreen screen))) {
      throw new AssertionError(outcome);
    }
    running = Thread.ofPlatform().start(screen);
    return screen;
  }

  private TendClient client() {
    return new TendClient(new Endpoint.Socket(daemon.socket()), Optional.empty());
  }

  private void end() throws InterruptedException {
    daemon.stream(OUTPUT, CannedDaemon.END).stream(EVENTS, CannedDaemon.END);
    running.join(Duration.ofSeconds(10));
    assertThat(running.isAlive()).isFalse();
  }

  private void awaitText(String expected) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(text()).contains(expected));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
