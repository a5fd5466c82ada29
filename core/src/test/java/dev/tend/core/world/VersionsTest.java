package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static dev.tend.core.world.WindowsTest.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.Timing;
import dev.tend.core.why.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Hosts begin on 2026-03-01 at 13:00 UTC.
class VersionsTest {
  private static final String TOMORROW = "2026-03-02T08:00";

  @Test
  void aSwitchStopsTheOldOneAndThenStartsTheNew() {
    Host host = Host.with(versions(service("web"), version("web", "bin/web2", TOMORROW)));
    assertThat(host.view("web.1").dates().version()).hasValue(1);

    host.until("2026-03-02T07:59:59Z");
    assertThat(host.log()).isEmpty();
    host.until("2026-03-02T08:00:05Z");

    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
    assertThat(programs(host)).containsExactly("bin/web", "bin/web2");
    assertThat(host.view("web.1").dates().version()).hasValue(2);
  }

  @Test
  void theOldOneIsGoneBeforeTheNewOneStarts() {
    Host host =
        Host.with(versions(service("web"), version("web", "bin/web2", TOMORROW))).undying("web");

    host.until("2026-03-02T09:00:00Z");

    assertThat(host.log()).contains("web.1 survives a kill").doesNotContain("web.1 starts");
  }

  @Test
  void whySaysThatAVersionComes() {
    Host host = Host.with(versions(service("web"), version("web", "bin/web2", TOMORROW)));

    var answer = Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow();

    assertThat(answer.next().orElseThrow().what()).isEqualTo("version 2 comes into force");
    assertThat(answer.next().orElseThrow().at()).isEqualTo("2026-03-02T08:00:00Z");
  }

  /// A service without windows has none that could open.
  @Test
  void whatAVersionStartsAnewSaysThatItWasTheVersion() {
    ServiceSpec web = service("web").withRestart(RestartMode.NEVER);
    Host host = Host.with(versions(web, version("web", "bin/web2", TOMORROW)));
    host.ends("web.1", new Exit.Code(1)).until("2026-03-02T08:00:05Z");

    var answer = Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow();

    assertThat(answer.state()).isEqualTo("running");
    assertThat(answer.root()).isEqualTo("version 2, of 2026-03-02 08:00 Z, is in force");
  }

  /// A version's date is no edge of its window, within it or not.
  @Test
  void aVersionThatComesWithinItsWindowOpensNone() {
    assertThat(edge("07:00")).isEqualTo("version 2, of 2026-03-02 08:00 Z, is in force");
    assertThat(edge("09:00"))
        .isEqualTo("version 2, of 2026-03-02 08:00 Z, is in force, and outside its window");
    assertThat(edge("08:00")).isEqualTo("its window opens (window all 08:00-18:00 Z)");
  }

  /// What the forecast says of tomorrow, 08:00, of a service that is nothing before that.
  ///
  /// @param opens when its window does
  private static String edge(String opens) {
    Timing hours = within(service("web"), "all", opens, "18:00").timing();
    ServiceSpec version = version("web", "bin/web2", TOMORROW);
    version = version.withTiming(version.timing().withWindows(hours.windows()));
    ServiceSpec none = service("web").withTiming(service("web").timing().withDisabled(true));
    Instant edge = Instant.parse("2026-03-02T08:00:00Z");
    Shift shift = Shift.of(versions(none, version)).at(edge).value();
    assertThat(shift.happened(Optional.of(edge)))
        .isEqualTo(
            shift.happening(edge).startsWith("its window")
                ? "its window opened at 08:00 Z"
                : shift.happening(edge));
    return shift.happening(edge);
  }

  @Test
  void aStartOfWhatIsNotInForceIsRefusedInAWholeSentence() {
    ServiceSpec web = service("web");
    ServiceSpec none = web.withTiming(web.timing().withDisabled(true));

    assertThat(Host.with(none).start("web"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "web cannot start: no version of it is in force: each is disabled",
                "'tend start --force web' starts it all the same."));
    assertThat(Host.with(versions(none, version("web", "bin/web2", TOMORROW))).start("web"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "web cannot start: no version of it is in force until Mon 08:00",
                "'tend start --force web' holds it up until then."));
  }

  @Test
  void theNewestOneInForceHolds() {
    Host host =
        Host.with(
            versions(
                service("web"),
                version("web", "bin/web3", "2026-02-01T08:00"),
                version("web", "bin/web2", "2026-01-01T08:00")));

    assertThat(programs(host)).containsExactly("bin/web3");
    assertThat(host.view("web.1").dates().version()).hasValue(3);
  }

  @Test
  void disablingTheNewOneRollsBack() {
    ServiceSpec next = version("web", "bin/web2", "2026-01-01T08:00");
    Host host = Host.with(versions(service("web"), next));

    host.reload(versions(service("web"), next.withTiming(next.timing().withDisabled(true))));

    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
    assertThat(programs(host)).containsExactly("bin/web2", "bin/web");
  }

  @Test
  void nothingRunsWhileNoVersionIsInForce() {
    ServiceSpec own = service("web").withTiming(Timing.ALWAYS.withDisabled(true));
    Host host = Host.with(versions(own, version("web", "bin/web2", TOMORROW)));

    assertThat(Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow().root())
        .isEqualTo("no version of it is in force until Mon 08:00");
    host.until("2026-03-02T08:00:05Z");

    assertThat(programs(host)).containsExactly("bin/web2");
  }

  @Test
  void anotherCommandAloneReplacesNothingUnlessTheSpecSaysSo() {
    ServiceSpec old = lazy(service("web"));
    Host host = Host.with(old);

    ServiceSpec next = lazy(command(service("web"), "bin/other"));
    host.reload(next);
    assertThat(host.log()).isEmpty();

    // Nor does the next daemon; who starts it for another reason starts the new command.
    Host successor = host.successor(next);
    assertThat(successor.log()).isEmpty();
    successor.ends("web.1", new Exit.Code(1)).passes(Duration.ofSeconds(1));
    assertThat(programs(successor)).containsExactly("bin/other");
  }

  @Test
  void aVersionThatCameWhileNoDaemonRanReplacesWhatRuns() {
    ServiceSpec own = lazy(service("web"));
    ServiceSpec next = lazy(version("web", "bin/web2", TOMORROW));
    Host host = Host.with(versions(own, next));

    Host successor = host.sleeps(Duration.ofDays(1)).successor(versions(own, next));

    assertThat(successor.log()).containsExactly("web.1 gets TERM", "web.1 starts");
  }

  @Test
  void aNewVersionThatIsOutsideItsWindowDoesNotReviveTheOldOne_A4_13() {
    ServiceSpec next = within(command(service("web"), "bin/web2"), "all", "20:00", "22:00");
    next = next.withTiming(next.timing().withFrom(LocalDateTime.parse(TOMORROW)));
    Host host = Host.with(versions(service("web"), next));

    host.until("2026-03-02T19:00:00Z");
    assertThat(host.log()).containsExactly("web.1 gets TERM");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    host.until("2026-03-02T20:00:05Z");
    assertThat(programs(host)).containsExactly("bin/web", "bin/web2");
  }

  @Test
  void aClockThatIsPutBackBringsTheOldOneBack() {
    Host host = Host.with(versions(service("web"), version("web", "bin/web2", TOMORROW)));
    host.until("2026-03-02T08:00:05Z");

    host.clockIsSet(Duration.ofHours(-1)).passes(Duration.ofSeconds(1));

    assertThat(programs(host)).containsExactly("bin/web", "bin/web2", "bin/web");
  }

  @Test
  void whoRequiresItIsRestartedWithIt() {
    Host host =
        Host.with(
            versions(service("db"), version("db", "bin/db2", TOMORROW)), service("web", "db"));

    host.until("2026-03-02T08:00:05Z");

    assertThat(host.log())
        .containsExactly("web.1 gets TERM", "db.1 gets TERM", "db.1 starts", "web.1 starts");
  }

  @Test
  void aVersionMayHaveMoreInstances() {
    ServiceSpec next = version("web", "bin/web", TOMORROW).withInstances(2);
    Host host = Host.with(versions(service("web"), next));

    host.until("2026-03-02T08:00:05Z");

    assertThat(host.states()).containsExactly("web.1 running", "web.2 running");
  }

  private static ServiceSpec versions(ServiceSpec own, ServiceSpec... later) {
    return own.withTiming(own.timing().withLater(List.of(later)));
  }

  private static ServiceSpec version(String name, String program, String from) {
    return command(service(name), program)
        .withTiming(Timing.ALWAYS.withFrom(LocalDateTime.parse(from)));
  }

  private static ServiceSpec command(ServiceSpec spec, String program) {
    return spec.withLaunch(Launch.of(new Command(List.of(program))));
  }

  private static ServiceSpec lazy(ServiceSpec spec) {
    return spec.withTiming(spec.timing().withRestartOnChange(false));
  }

  private static List<String> programs(Host host) {
    return host.effects().stream()
        .filter(Effect.Spawn.class::isInstance)
        .map(effect -> ((Effect.Spawn) effect).plan())
        .filter(plan -> plan.kind() == RunKind.MAIN)
        .map(plan -> plan.launch().command().program())
        .toList();
  }
}
