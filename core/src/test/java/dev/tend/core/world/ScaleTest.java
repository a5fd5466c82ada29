package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.StateName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void moreInstancesStartBesideThoseThatRun() {
    Host host = Host.with(service("web"));

    host.scale("web", 3);

    assertThat(host.log()).containsExactly("web.2 starts", "web.3 starts");
    assertThat(host.states()).containsExactly("web.1 running", "web.2 starting", "web.3 starting");
  }

  @Test
  void fewerInstancesStopFromTheEndAndAreForgotten() {
    Host host = Host.with(service("web").withInstances(3));

    host.scale("web", 1);

    assertThat(host.log()).containsExactly("web.3 gets TERM", "web.2 gets TERM");
    assertThat(host.states()).containsExactly("web.1 running");
    assertThat(host.effects())
        .contains(new Effect.Retire(Host.id("web.2")), new Effect.Retire(Host.id("web.3")));
  }

  @Test
  void anInstanceStaysInSightUntilItIsDown() {
    Host host = Host.with(service("web").withInstances(2)).deaf("web");

    host.scale("web", 1);
    assertThat(host.states()).containsExactly("web.1 running", "web.2 stopping");
    host.passes(Duration.ofSeconds(10));

    assertThat(host.states()).containsExactly("web.1 running");
  }

  @Test
  void anInstanceThatIsWantedBackWhileItStopsComesBackOnce() {
    Host host = Host.with(service("web").withInstances(2)).deaf("web");
    host.scale("web", 1);

    host.scale("web", 2);
    host.passes(Duration.ofSeconds(12));

    assertThat(host.log()).containsExactly("web.2 ignores TERM", "web.2 is killed", "web.2 starts");
    assertThat(host.states()).containsExactly("web.1 running", "web.2 running");
  }

  @Test
  void whatNeedsAUnitGoesDownBeforeItsLastInstance() {
    Host host = Host.with(service("db"), service("web", "db"));

    host.scale("db", 0);

    assertThat(host.log()).containsExactly("web.1 gets TERM", "db.1 gets TERM");
    assertThat(host.states()).containsExactly("web.1 waiting");
  }

  @Test
  void aUnitThatIsWantedBackWhileItsLastInstanceStopsComesBack() {
    Host host = Host.with(service("web")).deaf("web");
    host.scale("web", 0);

    host.scale("web", 1);
    host.passes(Duration.ofSeconds(12));

    assertThat(host.states()).containsExactly("web.1 running");
  }

  @Test
  void aUnitCanBeScaledToNothingAndBack() {
    Host host = Host.with(service("web"));

    host.scale("web", 0);
    assertThat(host.states()).isEmpty();
    host.scale("web", 1);

    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
  }

  @Test
  void aUnitThatIsDownIsScaledWithoutBeingStarted() {
    Host host = Host.with(service("web"));
    host.stop("web");
    host.log();

    host.scale("web", 2);

    assertThat(host.log()).isEmpty();
    assertThat(host.state("web.2")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Host host = Host.with(service("web"));

    assertThat(host.scale("web", -1))
        .isEqualTo(
            new Reply.Refused(Reply.Reason.INVALID, "a unit has 0 to 10000 instances, not -1", ""));
    assertThat(host.scale("wbe", 2))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.NOT_FOUND, "no unit named 'wbe'", "Did you mean 'web'?"));
    assertThat(host.states()).containsExactly("web.1 running");
  }
}
