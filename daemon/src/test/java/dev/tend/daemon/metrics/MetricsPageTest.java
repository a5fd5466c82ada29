package dev.tend.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.DaemonStatus;
import dev.tend.api.HistoryStatus;
import dev.tend.daemon.Scene;
import dev.tend.linux.ProcessVitals;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private final String page =
      MetricsPage.of(
          Scene.snapshot(),
          new DaemonStatus(
              1, "1.2.3", "", "", false, null, new HistoryStatus(true, 5, null, "/h.db")),
          process ->
              process.pid() == 41
                  ? Optional.of(
                      new ProcessVitals(
                          41, 100, 1_250_000_000L, 4096, 8192, 0, 3, OptionalInt.empty()))
                  : Optional.empty());

  @Test
  void everyInstanceHasItsStateAndRestarts() {
    assertThat(page.lines())
        .contains(
            "tend_build_info{version=\"1.2.3\"} 1",
            "tend_instance_state{unit=\"web\",instance=\"2\",state=\"backoff\"} 1",
            "tend_instance_state{unit=\"web\",instance=\"2\",state=\"running\"} 0",
            "tend_instance_restarts_total{unit=\"web\",instance=\"2\"} 3",
            "tend_history_dropped_total 5")
        .containsSubsequence(
            "tend_instance_up{unit=\"db\",instance=\"1\"} 1",
            "tend_instance_up{unit=\"web\",instance=\"1\"} 1",
            "tend_instance_up{unit=\"web\",instance=\"2\"} 0");
  }

  @Test
  void onlyAProcessThatLivesHasFigures() {
    assertThat(page.lines().filter(line -> line.startsWith("tend_process_")))
        .containsExactly(
            "tend_process_cpu_seconds_total{unit=\"db\",instance=\"1\"} 1.25",
            "tend_process_resident_memory_bytes{unit=\"db\",instance=\"1\"} 4096",
            "tend_process_threads{unit=\"db\",instance=\"1\"} 3");
    assertThat(page).doesNotContain("start_time_seconds{unit=\"web\"");
  }

  @Test
  void theDaemonMeasuresItself() {
    assertThat(page)
        .containsPattern("(?m)^process_resident_memory_bytes [1-9]\\d{6,}$")
        .containsPattern("(?m)^process_cpu_seconds_total \\d")
        .containsPattern("(?m)^process_open_fds [1-9]")
        .containsPattern("(?m)^process_start_time_seconds 1\\d{9}");
  }
}
