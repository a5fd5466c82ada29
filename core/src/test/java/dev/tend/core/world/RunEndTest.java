package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunEndTest {

  @Test
  void aCrashIsItsOwnCause() {
    Host host = Host.with(service("web"));

    host.ends("web.1", new Exit.Code(3));

    assertThat(host.ends())
        .singleElement()
        .satisfies(end -> {
          assertThat(end.exit()).isEqualTo(new Exit.Code(3));
          assertThat(end.instance()).isEqualTo(Host.id("web.1"));
          assertThat(end.cause().sentence()).isEqualTo("it exited with code 3");
        });
  }

  @Test
  void aStopIsWhyTheRunEnded() {
    Host host = Host.with(service("web"));

    host.stop("web");

    assertThat(host.ends())
        .singleElement()
        .extracting(RunEnd::cause)
        .isInstanceOf(Cause.Asked.class);
  }

  @Test
  void theEndOfWhatItRequiredIsWhyTheRunEnded() {
    Host host = Host.with(service("db"), service("web", "db"));

    host.stop("db");

    assertThat(host.ends())
        .filteredOn(end -> end.instance().equals(Host.id("web.1")))
        .singleElement()
        .satisfies(end -> assertThat(end.cause().sentence()).startsWith("db "));
  }

  @Test
  void aKillAfterTheTimeoutSaysSo() {
    Host host = Host.with(service("web")).deaf("web");

    host.stop("web");
    host.passes(Duration.ofMinutes(1));

    assertThat(host.ends())
        .singleElement()
        .satisfies(end -> {
          assertThat(end.exit()).isEqualTo(new Exit.Signalled(9, false));
          assertThat(end.cause().sentence()).contains("had not ended after the stop timeout");
        });
  }
}
