package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderOfStopTest {
  private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

  @Test
  void whatRequiresAUnitStopsBeforeIt() {
    Host host = chain();

    host.stop("db");

    assertThat(host.log()).containsExactly("web.1 gets TERM", "app.1 gets TERM", "db.1 gets TERM");
    assertThat(host.states()).containsExactly("app.1 waiting", "db.1 stopped", "web.1 waiting");
  }

  @Test
  void whatStoppedWithAUnitComesBackWithIt() {
    Host host = chain();
    host.stop("db");
    host.log();

    host.start("db");
    host.passes(STABLE_AFTER.multipliedBy(3));

    assertThat(host.log()).containsExactly("db.1 starts", "app.1 starts", "web.1 starts");
    assertThat(host.states()).containsExactly("app.1 running", "db.1 running", "web.1 running");
  }

  @Test
  void aUnitStaysUpWhileWhatRequiresItIsStillGoing() {
    Host host = chain().deaf("web");

    host.stop("db");
    assertThat(host.states()).containsExactly("app.1 running", "db.1 running", "web.1 stopping");
    host.passes(Duration.ofSeconds(10));

    assertThat(host.log())
        .containsExactly(
            "web.1 ignores TERM", "web.1 is killed", "app.1 gets TERM", "db.1 gets TERM");
  }

  @Test
  void aRestartRenewsWhatRequiresTheUnitInOrder() {
    Host host = chain();

    host.restart("db");
    host.passes(STABLE_AFTER.multipliedBy(3));

    assertThat(host.log())
        .containsExactly(
            "web.1 gets TERM",
            "app.1 gets TERM",
            "db.1 gets TERM",
            "db.1 starts",
            "app.1 starts",
            "web.1 starts");
    assertThat(host.states()).containsExactly("app.1 running", "db.1 running", "web.1 running");
  }

  @Test
  void aRestartOfOneInstanceOfSeveralLeavesWhatRequiresTheUnitAlone() {
    Host host = Host.with(service("db").withInstances(2), service("web", "db"));

    host.restart("db.2");

    assertThat(host.log()).containsExactly("db.2 gets TERM", "db.2 starts");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void aCrashOfWhatAUnitRequiresDoesNotTakeItAlong() {
    Host host = chain();

    host.ends("db.1", new Exit.Code(1));

    assertThat(host.log()).containsExactly("db.1 starts");
    assertThat(host.state("app.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void whatOnlyHadToCompleteTakesNobodyAlong() {
    Host host = Host.with(service("setup"), service("web", Until.COMPLETED_SUCCESSFULLY, "setup"));
    host.ends("setup.1", new Exit.Code(0));
    host.log();

    host.restart("setup");
    host.stop("setup");

    assertThat(host.log()).containsExactly("setup.1 starts", "setup.1 gets TERM");
    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);
  }

  @Test
  void aStopOfADependantLeavesWhatItRequiresRunning() {
    Host host = chain();

    host.stop("web");

    assertThat(host.log()).containsExactly("web.1 gets TERM");
  }

  private static Host chain() {
    return Host.with(service("db"), service("app", "db"), service("web", "app"));
  }
}
