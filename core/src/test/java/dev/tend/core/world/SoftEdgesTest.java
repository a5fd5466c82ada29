package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftEdgesTest {
  private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

  @Test
  void whatIsWantedStartsToo() {
    Host host = Host.with(onDemand("cache"), onDemand("web").withEdges(List.of(wants("cache"))));

    host.start("web");

    assertThat(host.log()).containsExactly("cache.1 starts", "web.1 starts");
    assertThat(host.view("cache.1").cause().sentence()).isEqualTo("web wants it");
  }

  @Test
  void whatIsWantedHoldsNobodyUp() {
    Host host = opening(service("cache"), service("web").withEdges(List.of(wants("cache"))));

    host.withoutProgram("cache").turn().passes(STABLE_AFTER);

    assertThat(host.states()).containsExactly("cache.1 backoff", "web.1 running");
  }

  @Test
  void aStopOrRestartOfWhatIsWantedTakesNobodyAlong() {
    Host host =
        Host.with(
            service("cache"), service("web").withEdges(List.of(wants("cache"), after("cache"))));

    host.restart("cache");
    host.stop("cache");

    assertThat(host.log())
        .containsExactly("cache.1 gets TERM", "cache.1 starts", "cache.1 gets TERM");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void whatComesAfterWaitsUntilTheOtherIsReady() {
    Host host = opening(service("cache"), service("web").withEdges(List.of(after("cache"))));

    host.turn();
    assertThat(host.states()).containsExactly("cache.1 starting", "web.1 waiting");
    assertThat(host.view("web.1").unmet())
        .extracting(InstanceView.Unmet::sentence)
        .containsExactly("cache comes first and is not ready");
    host.passes(STABLE_AFTER);

    assertThat(host.log()).containsExactly("cache.1 starts", "web.1 starts");
    assertThat(host.view("web.1").cause().sentence()).isEqualTo("cache is ready");
  }

  /// What one does, and whether the other waits for it, in each condition.
  @ParameterizedTest
  @CsvSource({
    "down, STARTED, false",
    "down, READY, false",
    "down, COMPLETED, false",
    "down, COMPLETED_SUCCESSFULLY, false",
    "starting, STARTED, false",
    "starting, READY, true",
    "starting, COMPLETED, true",
    "starting, COMPLETED_SUCCESSFULLY, true",
    "running, STARTED, false",
    "running, READY, false",
    "running, COMPLETED, true",
    "running, COMPLETED_SUCCESSFULLY, true",
    "backoff, STARTED, false",
    "backoff, READY, false",
    "backoff, COMPLETED, false",
    "backoff, COMPLETED_SUCCESSFULLY, false",
    "completed, STARTED, false",
    "completed, READY, false",
    "completed, COMPLETED, false",
    "completed, COMPLETED_SUCCESSFULLY, false",
    "failed, STARTED, false",
    "failed, READY, false",
    "failed, COMPLETED, false",
    "failed, COMPLETED_SUCCESSFULLY, false",
  })
  void anOrderIsKeptWithWhoIsOnItsWay(String state, Until until, boolean waits) {
    UnitName db = new UnitName("db");
    ServiceSpec web = onDemand("web").withEdges(List.of(new Edge.After(db, until)));
    Host host = Host.with(onDemand("db").withRestart(restart(state)), web);
    bring(host, state);

    host.start("web");

    assertThat(host.state("db.1").text()).isEqualTo(state.equals("down") ? "stopped" : state);
    assertThat(host.state("web.1")).isEqualTo(waits ? StateName.WAITING : StateName.STARTING);
  }

  private static RestartMode restart(String state) {
    return state.equals("failed") ? RestartMode.NEVER : RestartMode.ON_FAILURE;
  }

  private static void bring(Host host, String state) {
    switch (state) {
      case "down" -> {}
      case "starting" -> host.start("db");
      case "running" -> {
        host.start("db");
        host.passes(STABLE_AFTER);
      }
      case "completed" -> {
        host.start("db");
        host.ends("db.1", new Exit.Code(0));
      }
      default -> {
        host.start("db");
        host.ends("db.1", new Exit.Code(1));
      }
    }
  }

  @Test
  void anOrderIsWorthOneAttempt() {
    Host host = opening(service("cache"), service("web").withEdges(List.of(after("cache"))));
    host.turn();

    host.ends("cache.1", new Exit.Code(1));

    assertThat(host.states()).containsExactly("cache.1 backoff", "web.1 starting");
    assertThat(host.view("web.1").cause().sentence()).isEqualTo("cache is not waited for");
  }

  @Test
  void whoWaitsForSomebodyWhoHasFailedIsNotWaitedFor() {
    Host host =
        opening(
            service("disk"),
            service("db").withEdges(List.of(requires("disk"))),
            service("cache").withEdges(List.of(requires("db"))),
            service("web").withEdges(List.of(after("cache"))));
    host.withoutProgram("disk").turn();

    assertThat(host.states())
        .containsExactly("cache.1 waiting", "db.1 waiting", "disk.1 backoff", "web.1 starting");
  }

  @Test
  void whoIsTriedAgainInTheSameTurnComesFirst() {
    ServiceSpec broken = service("cache").withRestart(RestartMode.NEVER);
    // By its priority it would be looked at before.
    ServiceSpec web =
        service("web").withAutostart(false).withPriority(-1).withEdges(List.of(after("cache")));
    Host host = Host.with(broken, web);
    host.ends("cache.1", new Exit.Code(1)).passes(STABLE_AFTER);

    host.start("web", "cache");

    assertThat(host.states()).containsExactly("cache.1 starting", "web.1 waiting");
  }

  @Test
  void anOrderPullsNobodyUp() {
    Host host = Host.with(onDemand("cache"), onDemand("web").withEdges(List.of(after("cache"))));

    host.start("web");

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whatComesAfterStopsBefore() {
    Host host = Host.with(service("cache"), service("web").withEdges(List.of(after("cache"))));
    host.deaf("web").stop("*");

    assertThat(host.states()).containsExactly("cache.1 running", "web.1 stopping");
    host.passes(Duration.ofSeconds(10));

    assertThat(host.log())
        .containsExactly("web.1 ignores TERM", "web.1 is killed", "cache.1 gets TERM");
  }

  @Test
  void aUnitCanStayUpThroughARestartOfWhatItRequires() {
    Edge edge = new Edge.Requires(new UnitName("db"), Until.READY, false);
    Host host = Host.with(service("db"), service("web").withEdges(List.of(edge)));

    host.restart("db");

    assertThat(host.log()).containsExactly("db.1 gets TERM", "db.1 starts");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void aStopOfWhatItRequiresTakesItAlongAllTheSame() {
    Edge edge = new Edge.Requires(new UnitName("db"), Until.READY, false);
    Host host =
        Host.with(
            service("db"),
            service("web").withEdges(List.of(edge)),
            service("api").withEdges(List.of(requires("web"))));

    host.stop("db");

    assertThat(host.log()).containsExactly("api.1 gets TERM", "web.1 gets TERM", "db.1 gets TERM");
    assertThat(host.states()).containsExactly("api.1 waiting", "db.1 stopped", "web.1 waiting");
  }

  private static Host opening(ServiceSpec... specs) {
    return Host.opening(Recovered.NOTHING, specs);
  }

  private static ServiceSpec service(String name) {
    return Host.service(name);
  }

  private static ServiceSpec onDemand(String name) {
    return Host.service(name).withAutostart(false);
  }

  private static Edge requires(String unit) {
    return Edge.Requires.ready(new UnitName(unit));
  }

  private static Edge wants(String unit) {
    return new Edge.Wants(new UnitName(unit));
  }

  private static Edge after(String unit) {
    return new Edge.After(new UnitName(unit), Until.READY);
  }
}
