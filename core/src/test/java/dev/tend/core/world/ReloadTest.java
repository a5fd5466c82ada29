package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReloadTest {
  private static final ServiceSpec DB = service("db");
  private static final ServiceSpec WEB = service("web", "db");
  private static final Launch LAUNCH = WEB.launch();

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changes")
  void aChangeDoesNoMoreThanItMust(String key, String action, UnaryOperator<ServiceSpec> change) {
    Host host = Host.with(DB, WEB);

    Reply reply = host.reload(DB, change.apply(WEB));

    List<UnitName> web = List.of(WEB.name());
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Reloaded.class,
            reloaded -> {
              assertThat(reloaded.created()).isEmpty();
              assertThat(reloaded.removed()).isEmpty();
              assertThat(reloaded.restarted())
                  .isEqualTo(action.equals("restarts") ? web : List.of());
              assertThat(reloaded.updated()).isEqualTo(action.equals("updates") ? web : List.of());
            });
    assertThat(host.log())
        .isEqualTo(
            action.equals("restarts") ? List.of("web.1 gets TERM", "web.1 starts") : List.of());
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("nothing", "does nothing", spec -> spec),
        change("command", "restarts", spec -> spec.withLaunch(launching("bin/web", "-v"))),
        change(
            "directory",
            "restarts",
            spec ->
                spec.withLaunch(
                    new Launch(
                        LAUNCH.command(), Optional.of("/srv"), LAUNCH.user(), LAUNCH.env()))),
        change(
            "user",
            "restarts",
            spec ->
                spec.withLaunch(
                    new Launch(
                        LAUNCH.command(), LAUNCH.directory(), Optional.of("www"), LAUNCH.env()))),
        change(
            "env",
            "restarts",
            spec ->
                spec.withLaunch(
                    new Launch(
                        LAUNCH.command(),
                        LAUNCH.directory(),
                        LAUNCH.user(),
                        new TreeMap<>(Map.of("PORT", "1"))))),
        change(
            "readiness",
            "restarts",
            spec ->
                spec.withStart(
                    new StartRule(
                        Duration.ofSeconds(30), Duration.ofSeconds(1), Readiness.SIGNALLED))),
        change(
            "log.stdout",
            "restarts",
            spec ->
                spec.withLog(
                    new LogRule(
                        new LogRule.Target.Discard(),
                        LogRule.DEFAULT.stderr(),
                        LogRule.DEFAULT.maxSizeBytes(),
                        LogRule.DEFAULT.keep(),
                        true,
                        false))),
        change("log.keep", "updates", spec -> spec.withLog(keeping(3))),
        change("log.keep_for", "updates", spec -> spec.withLog(keepingFor(Duration.ofDays(30)))),
        change("priority", "updates", spec -> spec.withPriority(3)),
        change("autostart", "updates", spec -> spec.withAutostart(false)),
        change("requires", "updates", spec -> spec.withEdges(List.of())),
        change("restart", "updates", spec -> spec.withRestart(RestartMode.ALWAYS)),
        change(
            "start_within",
            "updates",
            spec ->
                spec.withStart(
                    new StartRule(Duration.ofSeconds(9), Duration.ofSeconds(1), Readiness.UPTIME))),
        change(
            "backoff",
            "updates",
            spec ->
                spec.withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 2, 0))),
        change(
            "give_up_after",
            "updates",
            spec -> spec.withGiveUpAfter(Optional.of(new GiveUp(3, Duration.ofMinutes(1))))),
        change(
            "stop",
            "updates",
            spec ->
                spec.withStop(new StopRule(Signal.INT, Optional.empty(), Duration.ofSeconds(1)))));
  }

  @Test
  void anotherStopSignalHoldsForTheProcessThatRunsAlready() {
    Host host = Host.with(DB);
    StopRule stop = new StopRule(Signal.INT, Optional.empty(), Duration.ofSeconds(1));

    host.reload(DB.withStop(stop));
    host.stop("db");

    assertThat(host.log()).containsExactly("db.1 gets INT");
  }

  @Test
  void anotherLogRuleIsHandedToTheOutput() {
    Host host = Host.with(DB);
    host.effects().clear();

    host.reload(DB.withLog(keeping(3)));

    assertThat(host.effects()).containsExactly(new Effect.OpenOutput(Host.id("db.1"), keeping(3)));
  }

  @Test
  void thePidIsWrittenElsewhereWithoutANewProcess() {
    InstancePath first = new InstancePath("/run/db.pid");
    InstancePath second = new InstancePath("/run/tend/db.pid");
    Host host = Host.with(DB.withPidFile(Optional.of(first)));
    int pid = host.view("db.1").pid().orElseThrow();
    host.effects().clear();

    host.reload(DB.withPidFile(Optional.of(second)));

    assertThat(host.log()).isEmpty();
    assertThat(host.effects())
        .containsExactly(
            new Effect.ErasePid("/run/db.pid", OptionalInt.of(pid)),
            new Effect.WritePid(Host.id("db.1"), "/run/tend/db.pid", pid, false));
  }

  @Test
  void aPidFileOfWhatIsOnItsWayOutGoesWhenItComesBackWithout() {
    InstancePath path = new InstancePath("/run/db.pid");
    Host host = Host.with(DB.withPidFile(Optional.of(path)), service("app")).deaf("db");
    int pid = host.view("db.1").pid().orElseThrow();

    host.reload(service("app"));
    host.reload(DB, service("app"));

    assertThat(host.effects()).contains(new Effect.ErasePid("/run/db.pid", OptionalInt.of(pid)));
  }

  @Test
  void aNewUnitStartsAndTheOthersStayAsTheyAre() {
    Host host = Host.with(DB);

    host.reload(DB, service("cache"), service("idle").withAutostart(false));

    assertThat(host.log()).containsExactly("cache.1 starts");
    assertThat(host.states()).containsExactly("cache.1 starting", "db.1 running", "idle.1 stopped");
  }

  @Test
  void aRemovedUnitStopsAndDisappears() {
    Host host = Host.with(DB, WEB).deaf("web");

    host.reload(DB);
    assertThat(host.states()).containsExactly("db.1 running", "web.1 stopping");
    host.passes(Duration.ofSeconds(10));

    assertThat(host.states()).containsExactly("db.1 running");
    assertThat(host.effects()).contains(new Effect.Retire(Host.id("web.1")));
    assertThat(host.start("web")).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void aRemovedUnitThatComesBackWhileItStopsIsStartedAgain() {
    Host host = Host.with(DB).deaf("db");
    host.reload();

    host.reload(DB);
    host.passes(Duration.ofSeconds(12));

    assertThat(host.log()).containsExactly("db.1 ignores TERM", "db.1 is killed", "db.1 starts");
    assertThat(host.states()).containsExactly("db.1 running");
  }

  @Test
  void aUnitThatHadFailedIsTriedAgainOnceItsSpecChanged() {
    Host host =
        Host.opening(Recovered.NOTHING, DB.withRestart(RestartMode.NEVER)).withoutProgram("db");
    host.turn();
    assertThat(host.state("db.1")).isEqualTo(StateName.FAILED);
    host.withoutProgram().log();

    host.reload(DB.withRestart(RestartMode.NEVER).withLaunch(launching("bin/db2")));

    assertThat(host.log()).containsExactly("db.1 starts");
  }

  @Test
  void aRestartThatAReloadCausesTakesAlongWhatRequiresTheUnit() {
    Host host = Host.with(DB, WEB);

    host.reload(DB.withLaunch(launching("bin/db2")), WEB);
    host.passes(Duration.ofSeconds(1));

    assertThat(host.log())
        .containsExactly("web.1 gets TERM", "db.1 gets TERM", "db.1 starts", "web.1 starts");
  }

  @Test
  void whatARunningUnitNewlyRequiresIsPulledIn() {
    Host host = Host.with(DB.withAutostart(false), service("web"));
    assertThat(host.state("db.1")).isEqualTo(StateName.STOPPED);

    host.reload(DB.withAutostart(false), WEB);

    assertThat(host.log()).containsExactly("db.1 starts");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void eachUnitIsToldWhatTheReloadDidToIt() {
    Host host = Host.with(DB);

    host.reload(DB.withLaunch(launching("bin/db2")), service("cache"));

    assertThat(host.view("db.1").cause().sentence()).isEqualTo("the reload changed it");
    assertThat(host.view("cache.1").cause().sentence()).isEqualTo("the reload brought it");
  }

  @Test
  void aReloadAddsInstancesToAUnitThatHasOne() {
    Host host = Host.with(DB);

    host.reload(DB.withInstances(2), service("cache"));

    assertThat(host.log()).containsExactly("cache.1 starts", "db.2 starts");
    assertThat(host.view("db.2").cause().sentence()).isEqualTo("the reload changed it");
  }

  private static Arguments change(String key, String action, UnaryOperator<ServiceSpec> change) {
    return Arguments.of(key, action, change);
  }

  private static Launch launching(String... argv) {
    return Launch.of(new Command(List.of(argv)));
  }

  private static LogRule keeping(int files) {
    LogRule usual = LogRule.DEFAULT;
    return new LogRule(usual.stdout(), usual.stderr(), usual.maxSizeBytes(), files, true, false);
  }

  private static LogRule keepingFor(Duration span) {
    LogRule usual = LogRule.DEFAULT;
    return new LogRule(
        usual.stdout(),
        usual.stderr(),
        usual.maxSizeBytes(),
        usual.maxAge(),
        usual.keep(),
        span,
        true,
        false);
  }
}
