package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.ProcessRef;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessVitalsTest {

  @Test
  void aProcessIsMeasured() {
    ProcessVitals own = ProcessVitals.ofThisProcess().orElseThrow();

    assertThat(own.pid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(own.cpuNanos()).isPositive();
    assertThat(own.residentBytes()).isBetween(1_000_000L, own.virtualBytes());
    assertThat(own.threads()).isGreaterThan(1);
    assertThat(own.openFiles().orElseThrow()).isPositive();
    double started =
        ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli() / 1000.0;
    assertThat(own.startSeconds(ProcessVitals.bootSeconds())).isBetween(started - 2, started + 2);
  }

  @Test
  void anotherProcessOfTheSamePidIsNotMistakenForIt() {
    ProcessVitals own = ProcessVitals.ofThisProcess().orElseThrow();

    assertThat(ProcessVitals.of(new ProcessRef(own.pid(), own.startTicks(), "boot"))).isPresent();
    assertThat(ProcessVitals.of(new ProcessRef(own.pid(), own.startTicks() - 1, "boot"))).isEmpty();
  }

  @Test
  void whatHasEndedHasNoFigures() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(ProcessVitals.of(new ProcessRef((int) ended.pid(), 1, "boot"))).isEmpty();
  }
}
