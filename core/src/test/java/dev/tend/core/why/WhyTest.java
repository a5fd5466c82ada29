package dev.tend.core.why;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.world.Host;
import dev.tend.core.world.Recovered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WhyTest {
  private static final String STARTED = "autostart is set and the daemon started";

  @Test
  void itRunsBecauseTheDaemonStartedIt() {
    Answer answer = why(Host.with(service("web")), "web.1");

    assertThat(answer.state()).isEqualTo("running");
    assertThat(answer.root()).isEqualTo(STARTED);
    assertThat(sentences(answer))
        .containsExactly(
            "web has been running for 59s", "it has been up for 1s (stable_after)", STARTED);
    assertThat(answer.waitingFor()).isEmpty();
    assertThat(answer.next()).isEmpty();
  }

  @Test
  void itRunsBecauseSomebodyAskedForWhatRequiresIt() {
    Host host =
        Host.with(service("db").withAutostart(false), service("web", "db").withAutostart(false));
    host.start("web");
    host.passes(Duration.ofSeconds(1));

    assertThat(sentences(why(host, "db.1")))
        .containsExactly(
            "db has been running for 0ms",
            "it has been up for 1s (stable_after)",
            "web requires it",
            "root asked for a start");
  }

  @Test
  void itWaitsForWhatWaitsForWhatCannotBeExecuted() {
    Host host =
        Host.opening(Recovered.NOTHING, service("db"), service("app", "db"), service("web", "app"))
            .withoutProgram("db")
            .turn();

    Answer answer = why(host, "web.1");

    assertThat(answer.root()).isEqualTo("db: cannot execute bin/db: ENOENT");
    assertThat(sentences(answer))
        .containsExactly(
            "web has been waiting for 0ms: app is not ready",
            "app has been waiting for 0ms: db is not ready",
            "db is between two attempts for 0ms",
            "attempt 2 after a backoff of 100ms",
            "cannot execute bin/db: ENOENT");
    assertThat(answer.waitingFor()).containsExactly("app is not ready");
  }

  @Test
  void itWaitsForWhatAnOperatorStopped() {
    Host host = Host.with(service("db"), service("web", "db"));
    host.stop("db");

    assertThat(why(host, "web.1").root()).isEqualTo("db: root asked for a stop");
  }

  @Test
  void itWaitsForAUnitThatHasNoInstance() {
    Host host = Host.with(service("db").withInstances(0), service("web", "db"));

    assertThat(why(host, "web.1").root()).isEqualTo("db: it is scaled to 0 instances");
  }

  @Test
  void itPausesAfterACrashAndTheNextAttemptIsKnown() {
    Host host = Host.opening(Recovered.NOTHING, service("web")).turn();
    host.ends("web.1", new Exit.Signalled(11, true));
    host.passes(Duration.ofMillis(40));

    Answer answer = why(host, "web.1");

    assertThat(answer.root()).isEqualTo("it was killed by SIGSEGV (core dumped)");
    assertThat(answer.next())
        .contains(new Answer.NextStep(host.now().wall().plusMillis(60), "attempt 2 starts"));
  }

  @Test
  void itWaitsForItsCommandToNameItsProcessAndItIsSaidUntilWhen() {
    Follow file = new Follow.PidFile(new InstancePath("/run/{unit}.pid"));
    Host host =
        Host.opening(Recovered.NOTHING, service("web").withFollow(Optional.of(file))).turn();
    host.passes(Duration.ofSeconds(10));

    Answer answer = why(host, "web.1");

    assertThat(answer.waitingFor())
        .containsExactly("its command (pid 100) to name a living process in /run/web.pid");
    assertThat(answer.next())
        .contains(
            new Answer.NextStep(
                host.now().wall().plusSeconds(20),
                "it counts as failed if its pid file still names no process"));
  }

  @Test
  void itWaitsForItsContainer() {
    ServiceSpec web =
        service("web")
            .withLaunch(Launch.of(new Command(List.of("podman", "run", "img"))))
            .withFollow(Optional.of(new Follow.Container(false)));

    Answer answer = why(Host.opening(Recovered.NOTHING, web).turn(), "web.1");

    assertThat(answer.waitingFor()).containsExactly("its command (pid 100) to start its container");
  }

  @Test
  void itFailedByTheRuleThatEndsTheAttempts() {
    GiveUp limit = new GiveUp(2, Duration.ofMinutes(1));
    Host host =
        Host.opening(Recovered.NOTHING, service("web").withGiveUpAfter(Optional.of(limit))).turn();
    host.ends("web.1", new Exit.Code(3)).passes(Duration.ofMillis(200));
    host.ends("web.1", new Exit.Code(4)).passes(Duration.ofMinutes(90));

    assertThat(sentences(why(host, "web.1")))
        .containsExactly(
            "web failed 1h30m ago", "gave up after 2 attempts within 1m", "it exited with code 4");
  }

  @Test
  void itWasStoppedBySomebodyAtATime() {
    Host host = Host.with(service("web"));
    host.stop("web");
    Answer.Link asked =
        new Answer.Link(
            "web", host.now().wall(), Optional.of(Cause.Kind.ASKED), "root asked for a stop");
    host.passes(Duration.ofDays(2));

    Answer answer = why(host, "web.1");

    assertThat(answer.chain()).last().isEqualTo(asked);
    assertThat(sentences(answer)).first().isEqualTo("web has been stopped for 2d");
  }

  @Test
  void itStopsBecauseWhatItRequiresIsBeingStopped() {
    Host host = Host.with(service("db"), service("web", "db")).deaf("web");
    host.stop("db");

    Answer answer = why(host, "web.1");

    assertThat(answer.state()).isEqualTo("stopping");
    assertThat(sentences(answer)).contains("db is being stopped");
    assertThat(answer.next().map(Answer.NextStep::what))
        .contains("its whole tree is killed if it has not ended");
  }

  @Test
  void itWasFoundRunning() {
    Recovered.Run run =
        new Recovered.Run(
            new RunId("old-1"),
            RunKind.MAIN,
            Host.id("web.1"),
            Optional.of(new ProcessRef(4711, 1, "boot")));
    Recovered left =
        new Recovered(List.of(run), List.of(), new TreeMap<>(), new TreeMap<>(), false, List.of());
    Host host = Host.opening(left, service("web")).turn();

    assertThat(why(host, "web.1").root())
        .isEqualTo("pid 4711 of an earlier daemon was found alive");
  }

  @Test
  void howOftenItWasRestartedIsSaid() {
    Host host = Host.with(service("web")).ends("web.1", new Exit.Code(1));
    host.passes(Duration.ofSeconds(5));

    assertThat(sentences(why(host, "web.1")))
        .first()
        .isEqualTo("web has been running for 4s, restarted once");
  }

  @Test
  void aNameThatIsNotThereHasNoAnswer() {
    Host host = Host.with(service("web"));

    assertThat(Why.answer(host.snapshot(), Host.id("web.2"), host.now())).isEmpty();
  }

  private static Answer why(Host host, String instance) {
    return Why.answer(host.snapshot(), Host.id(instance), host.now()).orElseThrow();
  }

  private static List<String> sentences(Answer answer) {
    return answer.chain().stream().map(Answer.Link::sentence).toList();
  }
}
