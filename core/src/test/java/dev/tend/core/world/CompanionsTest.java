package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes on beside an instance follows its state: shown with detectors that are commands.
class CompanionsTest {
  private static final Detector ASK =
      new Detector.CommandSucceeds(new Command(List.of("pgrep", "web")));
  private static final ServiceSpec WEB = Host.service("web").withDetectors(List.of(ASK));
  private static final Probes LIVENESS =
      new Probes(
          Optional.empty(),
          Optional.empty(),
          Optional.of(
              Probe.of(new Check.Exec(new Command(List.of("bin/probe"))), Duration.ofSeconds(2))));

  @Test
  void aCommandThatSucceedsKeepsItFromBeingStarted() {
    Host host = asking(WEB).commandEnds("web.1", 0);

    assertThat(host.state("web.1")).isEqualTo(StateName.WAITING);
    assertThat(host.view("web.1").cause().sentence())
        .startsWith("its detector 'pgrep web' says that it is up");
    assertThat(host.log()).containsExactly("web.1 runs its command");
  }

  @Test
  void aCommandThatFailsLetsItStart() {
    Host host = asking(WEB).commandEnds("web.1", 1);

    assertThat(host.log()).containsExactly("web.1 runs its command", "web.1 starts");
  }

  @Test
  void theCommandsAreAskedOneAfterTheOther() {
    Host host = asking(WEB.withDetectors(List.of(ASK, ASK))).commandEnds("web.1", 1);
    assertThat(host.log()).containsExactly("web.1 runs its command", "web.1 runs its command");

    host.commandEnds("web.1", 1);

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void aCommandThatCannotBeRunIsSaidAndLetsItStart() {
    Host host = Host.opening(Recovered.NOTHING, WEB).withoutProgram("web").turn();

    assertThat(host.log()).startsWith("web.1 runs its command", "web.1 starts");
    assertThat(host.entries())
        .anySatisfy(entry ->
            assertThat(entry.cause().sentence()).isEqualTo("cannot execute pgrep: ENOENT"));
  }

  @Test
  void aCommandThatHangsIsKilledAndLetsItStart() {
    Host host = asking(WEB);
    assertThat(host.view("web.1").next())
        .hasValueSatisfying(next -> {
          assertThat(next.what()).isEqualTo("its detector is killed if it has not answered");
          assertThat(next.at(host.now())).isEqualTo(host.now().wall().plusSeconds(10));
        });

    host.passes(Duration.ofSeconds(10));

    assertThat(host.log())
        .containsExactly("web.1 runs its command", "web.1 is killed", "web.1 starts");
    assertThat(host.view("web.1").cause().sentence()).contains("did not answer within 10s");
  }

  @Test
  void whatACommandLeftBehindIsGoneBeforeTheServiceStarts() {
    Host host = asking(WEB).undying("web").commandLeavesSomething("web.1", 1);
    assertThat(host.log()).containsExactly("web.1 runs its command", "web.1 survives a kill");

    host.passes(Duration.ofSeconds(5)).commandEnds("web.1", 1);

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void aStopWaitsForNoAnswerAndTheSlotIsFreeOnceTheCommandIsGone() {
    Host host = asking(WEB).undying("web");
    RunId command = host.command("web.1");

    host.stop("web");
    assertThat(host.log()).containsExactly("web.1 runs its command", "web.1 survives a kill");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);
    host.passes(Duration.ofSeconds(15));
    assertThat(host.entries())
        .filteredOn(entry -> entry.type().equals("kill_overdue"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.run()).contains(command));
    assertThat(host.log()).containsExactly("web.1 survives a kill");

    host.commandEnds("web.1", 9);

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(host.view("web.1").lastExit()).isEmpty();
    assertThat(host.view("web.1").next()).isEmpty();
  }

  @Test
  void aStartMeanwhileWaitsUntilTheOldCommandIsGone() {
    Host host = asking(WEB).undying("web");
    host.stop("web");
    host.start("web");
    assertThat(host.log()).containsExactly("web.1 runs its command", "web.1 survives a kill");

    host.commandEnds("web.1", 9);

    assertThat(host.log()).containsExactly("web.1 runs its command");
    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);
  }

  @Test
  void aUnitThatIsRemovedGoesWhenItsCommandIsGone() {
    Host host = asking(WEB).undying("web");

    host.reload();
    assertThat(host.states()).containsExactly("web.1 stopping");

    assertThat(host.commandEnds("web.1", 9).states()).isEmpty();
  }

  @Test
  void aShutdownWaitsForTheEndOfACommand() {
    Host host = asking(WEB).undying("web");

    host.shutdown(false);
    assertThat(host.finished()).isFalse();

    assertThat(host.commandEnds("web.1", 9).finished()).isTrue();
  }

  @Test
  void theEndOfACommandIsRecordedAndIsNoneOfTheService() {
    Host host = asking(WEB).commandEnds("web.1", 1);

    assertThat(host.ends())
        .singleElement()
        .satisfies(end -> assertThat(end.exit()).isEqualTo(new Exit.Code(1)));
    assertThat(host.view("web.1").lastExit()).isEmpty();
    assertThat(host.defects()).isEmpty();
  }

  /// What may outlive its service is in nobody's way, be it alive or killed and not gone.
  @Test
  void aLastHookThatNoKillEndsKeepsNoProbeOfTheNextRunFromBeingMade() {
    Host host = afterLastHook(Hooks.NONE);
    host.start("web");
    host.passes(Duration.ofSeconds(30));
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(host.log()).contains("web.1 survives a kill");

    host.reload(lastly(Hooks.NONE).withProbes(LIVENESS));
    host.passes(Duration.ofSeconds(4));

    assertThat(host.log()).contains("web.1 runs its command");
  }

  @Test
  void aLastHookThatNoKillEndsKeepsNoHookOfTheNextRunFromBeingRun() {
    Hooks first = Hooks.NONE.with(HookPhase.PRE_START, List.of(hook("fetch")));
    Host host = afterLastHook(first).passes(Duration.ofSeconds(30));
    assertThat(host.log()).contains("web.1 survives a kill");

    host.start("web");

    assertThat(host.log()).containsExactly("web.1 runs pre_start fetch");
  }

  @Test
  void aLastHookThatNoKillEndsKeepsNoProbeFromBeingMadeByTheNextDaemon() {
    Host host = afterLastHook(Hooks.NONE);
    host.start("web");
    host.passes(Duration.ofSeconds(30));
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(host.log()).contains("web.1 survives a kill");

    Host next = heir(host, lastly(Hooks.NONE).withProbes(LIVENESS)).passes(Duration.ofSeconds(4));

    assertThat(next.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(next.log()).contains("web.1 runs its command");
  }

  @Test
  void aLastHookThatNoKillEndsKeepsNoHookFromBeingRunByTheNextDaemon() {
    Hooks first = Hooks.NONE.with(HookPhase.PRE_START, List.of(hook("fetch")));
    Host host = afterLastHook(first).passes(Duration.ofSeconds(30));
    assertThat(host.log()).contains("web.1 survives a kill");
    Host next = heir(host, lastly(first));
    assertThat(next.log()).isEmpty();

    next.start("web");

    assertThat(next.log()).containsExactly("web.1 runs pre_start fetch");
  }

  @Test
  void theNextDaemonKillsALastHookThatTookTooLongOnceMoreAndTellsOfItsEndOnce() {
    Host host = afterLastHook(Hooks.NONE).passes(Duration.ofSeconds(30));
    Host next = heir(host, lastly(Hooks.NONE)).passes(Duration.ofSeconds(30));
    assertThat(next.log()).contains("web.1 survives a kill");
    RunId mail = next.command("web.1");

    next.commandEnds("web.1", 9);

    assertThat(host.ends()).noneMatch(end -> end.run().equals(mail));
    assertThat(next.ends()).extracting(RunEnd::run).containsExactly(mail);
    assertThat(next.entries())
        .filteredOn(entry -> entry.type().equals("hook_failed"))
        .extracting(entry -> entry.cause().sentence())
        .containsExactly(
            "the post_stop hook mail failed: it took longer than its timeout and was killed");
    assertThat(next.defects()).isEmpty();
  }

  /// Who was in a hurry killed it: it is not the hook that failed.
  @Test
  void theNextDaemonTellsOfNoFailureOfALastHookThatWasCutShort() {
    Host host = afterLastHook(Hooks.NONE);
    host.shutdown(false);
    host.hasten();
    assertThat(host.log()).containsExactly("web.1 survives a kill");

    Host next = heir(host, lastly(Hooks.NONE)).passes(Duration.ofSeconds(30));
    next.commandEnds("web.1", 9);

    assertThat(next.ends()).hasSize(1);
    assertThat(next.entries()).noneMatch(entry -> entry.type().equals("hook_failed"));
    assertThat(next.defects()).isEmpty();
  }

  @Test
  void aLastHookThatWasCutShortKeepsNobodyWaitingUnderTheNextDaemonEither() {
    Host host = afterLastHook(Hooks.NONE);
    host.shutdown(false);
    host.hasten();
    Host next = heir(host, lastly(Hooks.NONE));
    assertThat(next.state("web.1")).isEqualTo(StateName.STOPPED);
    RunId mail = next.command("web.1");
    next.log();

    next.start("web");

    assertThat(next.log()).containsExactly("web.1 starts");
    // It is killed once more all the same, and by the daemon after that one too.
    assertThat(next.passes(Duration.ofSeconds(30)).log()).contains("web.1 survives a kill");
    Host last = heir(next, lastly(Hooks.NONE)).passes(Duration.ofSeconds(30));
    assertThat(last.log()).contains("web.1 survives a kill");
    assertThat(last.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(last.commandEnds("web.1", 9).ends()).extracting(RunEnd::run).containsExactly(mail);
    assertThat(last.entries()).noneMatch(entry -> entry.type().equals("hook_failed"));
    assertThat(last.defects()).isEmpty();
  }

  /// The next daemon, on a machine where no kill ends the unit either.
  private static Host heir(Host host, ServiceSpec spec) {
    return host.heir(false, Configuration.of(spec)).undying("web").turn();
  }

  /// It was stopped, and its last hook goes on.
  private static Host afterLastHook(Hooks others) {
    Host host = Host.with(lastly(Hooks.NONE));
    host.stop("web");
    host.undying("web").reload(lastly(others));
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    host.log();
    return host;
  }

  private static ServiceSpec lastly(Hooks others) {
    Hook mail = hook("mail").unwaited().within(Duration.ofSeconds(20));
    return Host.service("web").withHooks(others.with(HookPhase.POST_STOP, List.of(mail)));
  }

  private static Hook hook(String name) {
    return Hook.of(name, new Command(List.of("bin/" + name)));
  }

  private static Host asking(ServiceSpec spec) {
    return Host.opening(Recovered.NOTHING, spec).turn();
  }
}
