package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Lookout;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Windows and versions, by the real clock.
class WindowsTest {

  /// A4-4: procman runs a quick one again at each look.
  @Test
  void a4_4_aOneShotRunsOnceADayWhateverDaemonsDo(@TempDir Path folder) throws IOException {
    LocalTime time = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    String toml =
        """
        [job.today]
        command = "sh -c 'echo ran >>ran'"
        once = "day"
        zone = "UTC"
        window = [{ from = "%s", to = "%s" }]
        [job.later]
        command = "true"
        once = "day"
        zone = "UTC"
        window = [{ from = "%s", to = "%s" }]
        """
            .formatted(
                text(time.minusHours(1)),
                text(time.plusHours(1)),
                text(time.plusHours(2)),
                text(time.plusHours(3)));
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.lookout().awaitState("today", "completed");
      Ran refused = tend.run("job", "run", "later");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("later is outside its window until ");
      assertThat(tend.run("why", "later").out()).contains("it runs for the first time: once a day");

      tend.killDaemon();
      tend.serveAgain();
      tend.lookout().awaitState("today", "completed");
      assertThat(tend.run("forecast", "--for", "30h").out()).contains("today", "later");

      assertThat(folder.resolve("ran")).hasContent("ran\n");
    }
  }

  @Test
  void servicesKeepToTheirHoursAndAVersionTakesOverWhenItsTimeComes(@TempDir Path folder)
      throws IOException {
    try (Tend tend = Tend.serve(folder, "[service.other]\ncommand = 'sleep 300'\n")) {
      LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
      LocalTime time = now.toLocalTime();
      tend.configure(
          """
          [defaults.service]
          zone = "UTC"
          stable_after = "50ms"
          [service.later]
          command = ["sleep", "300"]
          window = [{ from = "%s", to = "%s" }]
          [service.ending]
          command = ["sleep", "300"]
          window = [{ from = "%s", to = "%s" }]
          [service.dated]
          command = ["sleep", "301"]
          [[service.dated.version]]
          from = %s
          command = ["sleep", "302"]
          """
              .formatted(
                  text(time.plusHours(2)),
                  text(time.plusHours(3)),
                  text(time.minusHours(1)),
                  text(time.plusSeconds(9)),
                  now.plusSeconds(12)));
      assertThat(tend.run("reload").exit()).isZero();
      Lookout lookout = tend.lookout();
      lookout.awaitRunning("ending");
      int first = lookout.awaitRunning("dated");
      assertThat(lookout.status("dated").version()).isEqualTo("1");
      assertThat(lookout.why("later").root())
          .startsWith("outside its window until ")
          .endsWith(" UTC)");
      Ran refused = tend.run("start", "later");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("later is outside its window until ", "tend start --force later");
      assertThat(tend.run("start", "--force", "later", "--wait", "10s").exit()).isZero();
      int forced = lookout.pid("later");

      tend.killDaemon();
      tend.serveAgain();

      assertThat(tend.lookout().pid("later")).isEqualTo(forced);
      tend.lookout().awaitOtherPid("dated", first);
      assertThat(tend.lookout().status("dated").version()).isEqualTo("2");
      // The second, if it closed while no daemon lived.
      assertThat(tend.lookout().awaitState("ending", "stopped").cause())
          .matches(
              "its window closed at " + time.plusSeconds(9) + " UTC|outside its window until .*");
      assertThat(tend.run("status").out()).contains("version 2", "outside its window until ");
    }
  }

  @Test
  void theForecastIsTheSameForADaemonAndForItsFile(@TempDir Path folder) throws IOException {
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [service.web]
            command = ["sleep", "300"]
            window = [{ days = "all", from = "08:00", to = "18:00", zone = "Europe/Madrid" }]
            [[service.web.version]]
            from = 2199-01-02T12:00:00
            command = ["sleep", "301"]
            zone = "Europe/Madrid"
            [cron.backup]
            schedule = "0 2 * * *"
            zone = "UTC"
            job = { command = "true" }
            """)) {
      String[] line = {"forecast", "--from", "2199-01-02T00:00:00Z", "--for", "1d", "--json"};
      String daemons = tend.run(line).out();
      String files =
          tend.run(
                  "forecast",
                  "--from",
                  "2199-01-02T00:00:00Z",
                  "--for",
                  "1d",
                  "--json",
                  tend.configuration().toString())
              .out();

      assertThat(daemons).isEqualTo(files);
      assertThat(daemons)
          .contains(
              "\"at\":\"2199-01-02T02:00:00.000Z\",\"unit\":\"backup\",\"action\":\"fire\"",
              "\"at\":\"2199-01-02T07:00:00.000Z\",\"unit\":\"web\",\"action\":\"start\"",
              "\"at\":\"2199-01-02T11:00:00.000Z\",\"unit\":\"web\",\"action\":\"switch\"",
              "\"at\":\"2199-01-02T17:00:00.000Z\",\"unit\":\"web\",\"action\":\"stop\"");
      assertThat(tend.run("forecast", "--for", "2d").out()).contains("busiest minutes: ");
      assertThat(tend.run("forecast", "--for", "2d", "--ics").out())
          .startsWith("BEGIN:VCALENDAR\r\n")
          .contains("SUMMARY:backup: fire\r\n");
      assertThat(tend.run("forecast", "--for", "9999d").exit()).isEqualTo(2);

      tend.run("cron", "trigger", "backup");
      await("a run that took some time")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(tend.run("forecast", "--for", "2d", tend.configuration().toString()).out())
                  .contains("\nnote: how long runs take is what the daemon at ")
                  .contains(" remembers of cron jobs of these names: 1 of 1"));
    }
  }

  @Test
  void aForecastLooksForNoDaemonWhereNoSocketIs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tend.toml");
    Path classes = folder.resolve("classes");
    Files.writeString(file, "[cron.backup]\nschedule = '@daily'\njob = { command = 'true' }\n");

    Ran ran =
        Tend.runUncached(
            folder.resolve("none"),
            folder,
            List.of("env", "JAVA_TOOL_OPTIONS=-XX:DumpLoadedClassList=" + classes),
            "forecast",
            "--for",
            "2d",
            file.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("no past is known of a file");
    assertThat(Files.readString(classes))
        .contains("java/lang/Object ")
        .doesNotContain("sun/nio/ch/UnixDomainSockets");
  }

  private static String text(LocalTime time) {
    return time.withNano(0).toString().length() == 5 ? time + ":00" : time.toString();
  }
}
