package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.why.Why;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollingTest {
  private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

  @Test
  void oneAfterTheOtherIsRestartedOnceTheLastIsReady() {
    Host host = Host.with(web());

    host.roll(1, "web");
    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
    host.passes(STABLE_AFTER);
    assertThat(host.log()).containsExactly("web.2 gets TERM", "web.2 starts");
    host.passes(STABLE_AFTER.multipliedBy(2));

    assertThat(host.log()).containsExactly("web.3 gets TERM", "web.3 starts");
    assertThat(rolling(host).phase()).isEqualTo(Rolling.Phase.DONE);
    assertThat(rolling(host).renewed()).hasToString("[web.1, web.2, web.3]");
    assertThat(host.entries().getLast().cause().sentence())
        .isEqualTo("rolling restart done: all are new; new: web.1, web.2, web.3");
  }

  @Test
  void severalAtATimeAreDownAtOnceIfThatIsAskedFor() {
    Host host = Host.with(web());

    host.roll(2, "web");
    assertThat(host.log())
        .containsExactly("web.2 gets TERM", "web.1 gets TERM", "web.1 starts", "web.2 starts");
    host.passes(STABLE_AFTER);

    assertThat(host.log()).containsExactly("web.3 gets TERM", "web.3 starts");
  }

  @Test
  void itStopsAtTheFirstThatFailsAndSaysWhatIsNewAndWhatIsOld() {
    Host host = Host.with(web());
    host.roll(1, "web");
    host.passes(STABLE_AFTER);
    host.log();

    host.ends("web.2", new Exit.Code(3));
    host.passes(Duration.ofMinutes(1));

    assertThat(host.log()).containsExactly("web.2 starts");
    Rolling rolling = rolling(host);
    assertThat(rolling.phase()).isEqualTo(Rolling.Phase.STOPPED);
    assertThat(rolling.because())
        .startsWith("web.2 failed: it exited with code 3; attempt 2 after a backoff of");
    assertThat(rolling.renewed()).hasToString("[web.1]");
    assertThat(rolling.underWay()).hasToString("[web.2]");
    assertThat(rolling.old()).hasToString("[web.3]");
  }

  @Test
  void aNewOneThatFailsLaterStopsItToo() {
    Host host = Host.with(web().withRestartDelay(Optional.of(Duration.ofSeconds(5))));
    host.roll(1, "web");
    host.passes(STABLE_AFTER);

    host.ends("web.1", new Exit.Code(1));
    host.passes(Duration.ofMinutes(1));

    assertThat(rolling(host).because()).startsWith("web.1 failed: it exited with code 1");
    assertThat(rolling(host).old()).hasToString("[web.3]");
  }

  @Test
  void whoIsDownAlreadyComesFirstAndNoOtherGoesDownMeanwhile() {
    ServiceSpec web = web().withRestartDelay(Optional.of(Duration.ofHours(1)));
    Host host = Host.with(web);
    host.ends("web.3", new Exit.Code(1));
    host.log();

    host.roll(1, "web");
    assertThat(host.log()).containsExactly("web.3 starts");
    host.passes(STABLE_AFTER);

    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
  }

  @Test
  void aCrashMeanwhileHoldsItUp() {
    ServiceSpec web = web().withRestartDelay(Optional.of(Duration.ofSeconds(5)));
    Host host = Host.with(web);
    host.roll(1, "web");
    host.log();

    host.ends("web.3", new Exit.Code(1));
    host.passes(STABLE_AFTER);

    assertThat(host.log()).containsExactly("web.3 starts");
  }

  @Test
  void whoIsStoppedStaysStopped() {
    Host host = Host.with(web());
    host.stop("web.2");
    host.log();

    host.roll(1, "web");
    host.passes(STABLE_AFTER.multipliedBy(3));

    assertThat(host.log())
        .containsExactly("web.1 gets TERM", "web.1 starts", "web.3 gets TERM", "web.3 starts");
    assertThat(rolling(host).phase()).isEqualTo(Rolling.Phase.DONE);
  }

  @Test
  void whoHasCompletedIsNotStartedAgain() {
    Host host = Host.with(web());
    host.roll(1, "web");
    host.ends("web.3", new Exit.Code(0));
    host.passes(STABLE_AFTER.multipliedBy(3));

    assertThat(host.states()).containsExactly("web.1 running", "web.2 running", "web.3 completed");
    assertThat(rolling(host).renewed()).hasToString("[web.1, web.2]");
  }

  @Test
  void aSecondRequestTakesThePlaceOfTheFirst() {
    Host host = Host.with(web());
    host.roll(1, "web");

    host.roll(3, "web");

    assertThat(host.snapshot().rollings())
        .extracting(Rolling::phase)
        .containsExactly(Rolling.Phase.STOPPED, Rolling.Phase.ROLLING);
    host.passes(STABLE_AFTER.multipliedBy(3));
    assertThat(host.snapshot().rollings().getLast().phase()).isEqualTo(Rolling.Phase.DONE);
  }

  @Test
  void aPlainRestartEndsIt() {
    Host host = Host.with(web());
    host.roll(1, "web");

    host.restart("web");

    assertThat(rolling(host).because()).isEqualTo("root asked for a restart");
  }

  @Test
  void whatRequiresTheUnitStaysUpUnlessAllOfItGoes() {
    Host host = Host.with(web(), Host.service("proxy", "web"));

    host.roll(1, "web");
    host.passes(STABLE_AFTER.multipliedBy(3));
    assertThat(host.log()).noneMatch(line -> line.startsWith("proxy"));
    host.roll(3, "web");

    assertThat(host.log().getFirst()).isEqualTo("proxy.1 gets TERM");
  }

  @Test
  void whySaysAfterWhomItsTurnComes() {
    Host host = Host.with(web());
    host.roll(1, "web");

    assertThat(waiting(host, "web.2")).containsExactly("it is being restarted after web.1");
    assertThat(waiting(host, "web.3")).containsExactly("it is being restarted after web.2");
    host.passes(STABLE_AFTER);

    assertThat(host.view("web.2").cause().sentence())
        .isEqualTo("its turn in a rolling restart came, after web.1 was ready");
  }

  @Test
  void theNextDaemonGoesOnWithIt() {
    ServiceSpec web = web().withInstances(5);
    Host host = Host.with(web);
    host.roll(2, "web");
    long id = rolling(host).id();
    host.log();

    Host next = host.successor(web);
    assertThat(next.log()).isEmpty();
    next.passes(STABLE_AFTER);

    assertThat(next.log())
        .containsExactly("web.4 gets TERM", "web.3 gets TERM", "web.3 starts", "web.4 starts");
    assertThat(rolling(next).asked().sentence())
        .isEqualTo("a rolling restart was under way when an earlier daemon ended");
    assertThat(rolling(next).id()).isEqualTo(id);
  }

  @Test
  void theNextDaemonGoesOnWithEachForItself() {
    ServiceSpec web = web();
    ServiceSpec api = Host.service("api").withInstances(5);
    Host host = Host.with(web, api);
    host.roll(1, "web");
    host.roll(3, "api");

    Host next = host.successor(web, api);

    assertThat(next.snapshot().rollings())
        .extracting(Rolling::atOnce, rolling -> rolling.old().toString())
        .containsExactlyInAnyOrder(tuple(1, "[web.2, web.3]"), tuple(3, "[api.4, api.5]"));
  }

  @Test
  void theNextDaemonWaitsForWhoWasUnderWay() {
    ServiceSpec web = web().withRestartDelay(Optional.of(Duration.ofSeconds(5)));
    Host host = Host.with(web);
    host.roll(1, "web");

    Host next = host.successor(web);
    next.ends("web.3", new Exit.Code(1));
    assertThat(next.log()).isEmpty();
    next.passes(STABLE_AFTER);

    assertThat(next.log()).containsExactly("web.3 starts");
  }

  private static ServiceSpec web() {
    return Host.service("web").withInstances(3);
  }

  private static Rolling rolling(Host host) {
    return host.snapshot().rollings().getFirst();
  }

  private static List<String> waiting(Host host, String instance) {
    return Why.answer(host.snapshot(), Host.id(instance), host.now()).orElseThrow().waitingFor();
  }
}
