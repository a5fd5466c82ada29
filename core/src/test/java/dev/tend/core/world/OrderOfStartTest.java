package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderOfStartTest {
  private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

  @Test
  void aUnitStartsOnceWhatItRequiresIsReady() {
    Host host = webRequiresDb();

    assertThat(host.turn().log()).containsExactly("db.1 starts");
    assertThat(host.state("web.1")).isEqualTo(StateName.WAITING);
    assertThat(host.view("web.1").unmet())
        .extracting(InstanceView.Unmet::sentence)
        .containsExactly("db is not ready");
    assertThat(host.passes(STABLE_AFTER).log()).containsExactly("web.1 starts");
    assertThat(host.view("web.1").unmet()).isEmpty();
  }

  @Test
  void everyInstanceOfARequiredUnitMustBeReady() {
    Host host =
        Host.opening(
            Recovered.NOTHING,
            service("db").withInstances(2),
            service("web", "db").withPriority(9));
    host.turn().ends("db.2", new Exit.Code(1));

    host.passes(STABLE_AFTER);
    assertThat(host.states()).containsExactly("db.1 running", "db.2 starting", "web.1 waiting");
    host.passes(STABLE_AFTER);

    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);
  }

  @Test
  void aLateRecoveryStartsWhoWaits() {
    Host host = webRequiresDb().withoutProgram("db");

    host.turn().passes(Duration.ofDays(1));
    assertThat(host.state("web.1")).isEqualTo(StateName.WAITING);
    host.withoutProgram().passes(Duration.ofMinutes(1));

    assertThat(host.states()).containsExactly("db.1 running", "web.1 running");
  }

  @Test
  void aRequirementCanBeContentWithAStartedProcess() {
    Host host = Host.opening(Recovered.NOTHING, service("db"), service("web", Until.STARTED, "db"));

    host.turn();

    assertThat(host.log()).containsExactly("db.1 starts", "web.1 starts");
    assertThat(host.state("db.1")).isEqualTo(StateName.STARTING);
  }

  @Test
  void aRequirementCanAskForAnEndWithSuccess() {
    Host host =
        Host.opening(
            Recovered.NOTHING,
            service("migrate"),
            service("web", Until.COMPLETED_SUCCESSFULLY, "migrate"));
    host.turn().passes(STABLE_AFTER);
    assertThat(host.state("web.1")).isEqualTo(StateName.WAITING);

    host.ends("migrate.1", new Exit.Code(0));

    assertThat(host.states()).containsExactly("migrate.1 completed", "web.1 starting");
  }

  @Test
  void whatHasToCompleteHasNotWhileAnInstanceOfItIsOnItsWayOut() {
    Host host =
        Host.with(
                service("migrate").withInstances(2),
                service("web", Until.COMPLETED_SUCCESSFULLY, "migrate"))
            .deaf("migrate")
            .ends("migrate.1", new Exit.Code(0));

    host.scale("migrate", 1);
    assertThat(host.states())
        .containsExactly("migrate.1 completed", "migrate.2 stopping", "web.1 waiting");
    host.passes(Duration.ofSeconds(10));

    assertThat(host.states()).containsExactly("migrate.1 completed", "web.1 starting");
  }

  @Test
  void amongUnitsThatMayStartTheLowerPriorityGoesFirst() {
    Host host =
        Host.opening(
            Recovered.NOTHING,
            service("a").withPriority(3),
            service("b").withPriority(1),
            service("c").withPriority(2));

    assertThat(host.turn().log()).containsExactly("b.1 starts", "c.1 starts", "a.1 starts");
    host.shutdown(false);
    assertThat(host.log()).containsExactly("a.1 gets TERM", "c.1 gets TERM", "b.1 gets TERM");
  }

  @Test
  void whatDoesNotStartByItselfIsPulledInByWhatRequiresIt() {
    Host host =
        Host.with(
            service("cache").withAutostart(false),
            service("db").withAutostart(false),
            service("web", "db").withAutostart(false));
    assertThat(host.states()).containsExactly("cache.1 stopped", "db.1 stopped", "web.1 stopped");

    host.start("web");
    host.passes(STABLE_AFTER);

    assertThat(host.log()).containsExactly("db.1 starts", "web.1 starts");
    assertThat(host.view("db.1").cause().sentence())
        .isEqualTo("it has been up for 1s (stable_after)");
    assertThat(host.state("cache.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void aFailedRequirementIsTriedAgainForWhoIsStarted() {
    ServiceSpec db = service("db").withRestart(RestartMode.NEVER);
    Host host =
        Host.opening(Recovered.NOTHING, db, service("web", "db").withAutostart(false))
            .withoutProgram("db")
            .turn();
    assertThat(host.state("db.1")).isEqualTo(StateName.FAILED);
    host.withoutProgram().log();

    host.start("web");

    assertThat(host.log()).containsExactly("db.1 starts");
  }

  private static Host webRequiresDb() {
    return Host.opening(Recovered.NOTHING, service("db"), service("web", "db"));
  }
}
