package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  @Test
  void aShutdownStopsAllInOrderAndIsFinishedThen() {
    Host host = Host.with(service("db"), service("web", "db"));
    assertThat(host.finished()).isFalse();

    host.shutdown(false);

    assertThat(host.log()).containsExactly("web.1 gets TERM", "db.1 gets TERM");
    assertThat(host.finished()).isTrue();
    assertThat(host.snapshot().ending()).isTrue();
  }

  @Test
  void aShutdownIsNotFinishedWhileSomethingLives() {
    Host host = Host.with(service("db"), service("web", "db")).deaf("web");

    host.shutdown(false);
    assertThat(host.finished()).isFalse();
    host.passes(Duration.ofSeconds(10));

    assertThat(host.finished()).isTrue();
  }

  @Test
  void hasteKillsWhatAShutdownWaitsFor() {
    Host host = Host.with(service("db"), service("web", "db")).deaf("web", "db");
    host.shutdown(false);

    host.hasten();

    assertThat(host.log())
        .containsExactlyInAnyOrder(
            "web.1 ignores TERM", "db.1 ignores TERM", "web.1 is killed", "db.1 is killed");
    assertThat(host.finished()).isTrue();
  }

  @Test
  void hasteLeavesAloneWhatNobodyWantsDown() {
    Host host = Host.with(service("db"), service("web")).deaf("web");
    host.stop("web");

    host.hasten();

    assertThat(host.log()).containsExactly("web.1 ignores TERM", "web.1 is killed");
    assertThat(host.states()).containsExactly("db.1 running", "web.1 stopped");
  }

  @Test
  void aShutdownThatKeepsTheProcessesIsFinishedAtOnce() {
    Host host = Host.with(service("db"));

    host.shutdown(true);

    assertThat(host.log()).isEmpty();
    assertThat(host.finished()).isTrue();
  }

  @Test
  void aDaemonThatIsEndingStartsNothingAnyMore() {
    Host host = Host.with(service("db")).deaf("db");
    host.shutdown(false);

    assertThat(host.start("db"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "the daemon is ending",
                "Start it again with 'tend serve' or 'tend up'."));
  }
}
