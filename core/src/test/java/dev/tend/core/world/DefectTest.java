package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DefectTest {

  @Test
  void anImpossibleEventFailsItsInstanceAndNoOther() {
    Host host = Host.with(service("db"), service("web"));

    host.happens(run(host, "web.1"), new Event.BackoffOver());

    assertThat(host.defects())
        .singleElement()
        .asString()
        .startsWith("web.1: ")
        .contains("impossible in Running");
    assertThat(host.states()).containsExactly("db.1 running", "web.1 failed");
    assertThat(host.log()).containsExactly("web.1 is killed");
    assertThat(host.view("web.1").cause().sentence()).startsWith("a defect of Tend: ");
  }

  @Test
  void theSlotIsNotFreeBeforeWhatADefectKilledIsGone() {
    Host host = Host.with(service("web")).undying("web");
    host.happens(run(host, "web.1"), new Event.BackoffOver());

    host.start("web");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);
    host.ends("web.1", new Exit.Signalled(9, false));

    assertThat(host.log()).containsExactly("web.1 survives a kill", "web.1 starts");
  }

  @Test
  void aRunThatIsOverIsNotWaitedForAfterADefect() {
    Host host = Host.with(service("web"));
    RunId run = run(host, "web.1");

    host.happens(run, new Event.TreeEmpty(run));

    assertThat(host.state("web.1")).isEqualTo(StateName.FAILED);
    assertThat(host.passes(Duration.ofDays(1)).defects()).hasSize(1);
  }

  @Test
  void aFailedInstanceCanBeStartedAgain() {
    Host host = Host.with(service("web"));
    host.happens(run(host, "web.1"), new Event.BackoffOver());

    host.start("web");

    assertThat(host.log()).containsExactly("web.1 is killed", "web.1 starts");
  }

  private static RunId run(Host host, String instance) {
    return host.view(instance).run().orElseThrow();
  }
}
