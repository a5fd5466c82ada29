package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cron jobs of a real daemon, by the command and over HTTP.
class CronTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("tend.root", "..")).resolve("examples/cron/tend.toml");

  private static final String CRON =
      """
      [cron.tick]
      schedule = "* * * * * *"
      [cron.tick.job]
      command = "echo tick of $JOB_NAME"
      [cron.long]
      schedule = "0 0 1 1 *"
      [cron.long.job]
      command = "sleep 1000"
      """;

  @Test
  void itFiresByTheClockAndSaysWhatBecameOfIt(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRON)) {
      await().atMost(Tend.DEADLINE).until(() -> succeeded(tend, "tick") >= 2);

      Ran list = tend.run("cron", "list");
      assertThat(list.out()).contains("tick").contains("succeeded").contains("long");
      Ran why = tend.run("why", "tick");
      assertThat(why.out()).contains("it fires: Every second").contains("its last run succeeded");
      Map<?, ?> shown = Curl.of(tend).get("/v1/cron/tick").object();
      assertThat(shown.get("suspended")).isEqualTo(false);
      assertThat(shown.get("next")).isInstanceOf(String.class);
      assertThat(tend.run("status").exit()).isZero();
      assertThat(tend.run("status", "long").out()).contains("next at");
    }
  }

  /// B-47: a log for each run, and none of them ever went away.
  @Test
  void b47TheOutputOfARunIsKeptAsLongAsItsResult(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRON)) {
      await().atMost(Tend.DEADLINE).until(() -> shownRuns(tend).contains("tick-5"));

      assertThat(tend.run("logs", "tick").out()).contains("tick of tick-5");
      Path first = tend.log("tick-1", 1, "stdout");
      await().atMost(Tend.DEADLINE).until(() -> !Files.exists(first));
    }
  }

  private static List<Object> shownRuns(Tend tend) {
    return Curl.of(tend).get("/v1/cron/tick/history").list().stream()
        .filter(each -> "succeeded".equals(each.get("result")))
        .<Object>map(each -> String.valueOf(each.get("run")))
        .toList();
  }

  @Test
  void anOperatorTriggersSuspendsAndResumesAcrossDaemons(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRON)) {
      assertThat(tend.run("cron", "trigger", "long").out()).isEqualTo("triggered long: long-1.1\n");
      tend.lookout().awaitRunning("long-1");
      Ran again = tend.run("cron", "trigger", "long");
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).contains("overlap is forbid");
      assertThat(tend.run("cron", "suspend", "long").exit()).isZero();

      tend.killDaemon();
      tend.serveAgain();

      tend.lookout().awaitRunning("long-1");
      assertThat(tend.run("status", "long").out()).contains("it runs as long-1");
      assertThat(tend.run("cron", "show", "long").out()).contains("suspended by ");
      assertThat(tend.run("stop", "long-1").exit()).isZero();
      await().atMost(Tend.DEADLINE).until(() -> history(tend, "long").contains("failed"));
      assertThat(history(tend, "long")).contains("skipped");
      assertThat(tend.run("status", "long").out()).contains("suspended by ");
      assertThat(tend.run("cron", "resume", "long").exit()).isZero();
      assertThat(tend.run("cron", "show", "lang").err()).contains("Did you mean 'long'?");
    }
  }

  @Test
  void aCronJobIsRegisteredOverHttp(@TempDir Path folder) throws IOException {
    try (Tend tend = Tend.serve(folder, CRON)) {
      Curl.Answer answer =
          Curl.of(tend)
              .post(
                  "/v1/cron",
                  "-d",
                  "{\"name\": \"new\", \"schedule\": \"* * * * * *\","
                      + " \"job\": {\"command\": \"/bin/true\"}}");

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      await().atMost(Tend.DEADLINE).until(() -> succeeded(tend, "new") >= 1);
    }
  }

  @Test
  void theExampleRuns(@TempDir Path folder) throws IOException {
    Ran ran = Tend.runAlone(folder, "check", EXAMPLE.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    String sooner = Files.readString(EXAMPLE).replace("*/10 * * * * *", "@every 1s");
    try (Tend tend = Tend.serve(folder, sooner)) {
      await().atMost(Tend.DEADLINE).until(() -> succeeded(tend, "report") >= 1);
      assertThat(tend.run("logs", "report").out()).contains("report report-");
      // Its hook is run, and nothing waits for the night.
      assertThat(tend.run("cron", "trigger", "backup").exit()).isZero();
      await().atMost(Tend.DEADLINE).until(() -> succeeded(tend, "backup") == 1);
    }
  }

  private static long succeeded(Tend tend, String cron) {
    return history(tend, cron).stream().filter("succeeded"::equals).count();
  }

  private static List<Object> history(Tend tend, String cron) {
    return Curl.of(tend).get("/v1/cron/" + cron + "/history").list().stream()
        .<Object>map(each -> String.valueOf(((Map<?, ?>) each).get("result")))
        .toList();
  }
}
