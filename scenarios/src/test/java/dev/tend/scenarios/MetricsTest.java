package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.ProvisrDaemon;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus and provisr's clients can measure.
class MetricsTest {

  @TempDir private Path folder;

  @Test
  void aScrapeShowsRestartsAndWhatProcessesUse() throws IOException {
    int port = ProvisrDaemon.freePort();
    try (Tend tend =
        Tend.serve(
            folder,
            """
            [server]
            listen = "127.0.0.1:%d"
            [defaults.service]
            stable_after = "50ms"
            [service.crash]
            command = "exit 3"
            backoff = { min = "10ms", max = "10ms" }
            give_up_after = { attempts = 3, within = "1h" }
            [service.web]
            command = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; exec sleep 1000"
            """
                .formatted(port))) {
      tend.lookout().awaitState("crash", "failed");
      tend.lookout().awaitState("web", "running");
      String cpu = "tend_process_cpu_seconds_total{unit=\"web\",instance=\"1\"}";
      await("the CPU time of web")
          .atMost(Tend.DEADLINE)
          .until(() -> figure(page(tend), cpu).filter(seconds -> seconds > 0).isPresent());

      Curl.Answer answer = Curl.at(tend, port).get("/metrics");
      String page = answer.body();
      assertThat(answer.head()).containsIgnoringCase("text/plain; version=0.0.4");
      assertThat(page.lines())
          .contains(
              "# TYPE tend_instance_restarts_total counter",
              "tend_instance_up{unit=\"web\",instance=\"1\"} 1",
              "tend_instance_up{unit=\"crash\",instance=\"1\"} 0",
              "tend_instance_state{unit=\"crash\",instance=\"1\",state=\"failed\"} 1",
              "tend_history_dropped_total 0");
      assertThat(figure(page, "tend_instance_restarts_total{unit=\"crash\",instance=\"1\"}"))
          .hasValueSatisfying(restarts -> assertThat(restarts).isPositive());
      for (String name : List.of("resident_memory_bytes", "threads", "open_fds")) {
        assertThat(figure(page, "tend_process_" + name + "{unit=\"web\",instance=\"1\"}"))
            .as(name)
            .hasValueSatisfying(value -> assertThat(value).isPositive());
        assertThat(figure(page, "process_" + name))
            .as("of the daemon: %s", name)
            .hasValueSatisfying(value -> assertThat(value).isPositive());
      }
      assertThat(page).doesNotContain("tend_process_threads{unit=\"crash\"");
    }
  }

  @Test
  void b69ProvisrMeasuresOverTheLastIntervalAndExportsWhatItMeasured() throws IOException {
    int port = ProvisrDaemon.freePort();
    try (ProvisrDaemon daemon =
        ProvisrDaemon.serve(
            folder,
            """
            [metrics]
            enabled = true
            listen = "127.0.0.1:%d"
            [metrics.process_metrics]
            enabled = true
            interval = "200ms"
            max_history = 5
            [[processes]]
            [processes.spec]
            name = "burnt"
            command = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; exec sleep 1000"
            [[processes]]
            [processes.spec]
            name = "web"
            command = "sleep 1001"
            instances = 2
            [[processes]]
            [processes.spec]
            name = "web-gateway"
            command = "sleep 1002"
            """
                .formatted(port))) {
      await("five samples of a process that is idle by now")
          .atMost(Tend.DEADLINE)
          .untilAsserted(() -> {
            assertThat(history(daemon)).hasSize(5);
            assertThat(history(daemon))
                .allSatisfy(sample -> assertThat(percent(sample)).isLessThan(5));
          });
      String page = Curl.at(daemon.tend(), port).get("/metrics").body();

      assertThat(figure(page(daemon.tend()), "tend_process_cpu_seconds_total{unit=\"burnt\""))
          .as("what it burnt at its start")
          .hasValueSatisfying(seconds -> assertThat(seconds).isGreaterThan(0.05));
      assertThat(figure(page, "provisr_process_cpu_percent{process_name=\"burnt\""))
          .hasValueSatisfying(percent -> assertThat(percent).isLessThan(5));
      assertThat(figure(page, "provisr_process_memory_mb{process_name=\"web\",instance_id=\"2\"}"))
          .hasValueSatisfying(value -> assertThat(value).isPositive());
      assertThat(page.lines())
          .contains(
              "provisr_process_starts_total{name=\"web-1\"} 1",
              "provisr_process_running_instances{base=\"web\"} 2",
              "provisr_process_current_state{name=\"burnt\",state=\"running\"} 1",
              "provisr_process_state_transitions_total{name=\"burnt\",from=\"stopped\",to=\"starting\"} 1");

      assertThat(daemon.get("/metrics").object())
          .containsOnlyKeys("burnt", "web-1", "web-2", "web-gateway");
      assertThat(daemon.get("/metrics?name=web-1").object())
          .containsEntry("pid", daemon.pid("web-1"))
          .containsKeys("memory_mb", "memory_rss", "memory_vms", "timestamp", "num_threads");
      assertThat(daemon.get("/metrics/group?base=web").object())
          .containsEntry("process_count", 2L)
          .extractingByKey("processes")
          .asString()
          .doesNotContain("gateway");
      daemon.get("/metrics?name=nobody").isRefused(404, "nobody");
      daemon.get("/metrics/group?base=we").isRefused(404, "we");
      daemon.get("/metrics/history").isRefused(400, "name");
      assertThat(Curl.at(daemon.tend(), port).get("/v1/units").status()).isEqualTo(404);
    }
  }

  private static String page(Tend tend) {
    return Curl.of(tend).get("/metrics").body();
  }

  @SuppressWarnings("unchecked") // by contract
  private static List<Map<String, Object>> history(ProvisrDaemon daemon) {
    return (List<Map<String, Object>>)
        daemon.get("/metrics/history?name=burnt").object().getOrDefault("history", List.of());
  }

  private static double percent(Map<String, Object> sample) {
    return sample.get("cpu_percent") instanceof Number percent ? percent.doubleValue() : Double.NaN;
  }

  /// The value of the sample that begins so.
  private static Optional<Double> figure(String page, String start) {
    return page.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }
}
