package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final RunId OLD = new RunId("old-1");
  private static final ServiceSpec WEB = service("web");
  private static final ServiceSpec CRASHER =
      WEB.withGiveUpAfter(Optional.of(new GiveUp(3, Duration.ofMinutes(1))));

  @Test
  void whatStillRunsIsAdoptedWithItsCounts() {
    Host before = Host.with(WEB).ends("web.1", new Exit.Code(3)).passes(Duration.ofSeconds(5));
    Optional<RunId> run = before.view("web.1").run();

    Host after = before.successor(WEB);

    assertThat(after.log()).isEmpty();
    InstanceView web = after.view("web.1");
    assertThat(web.state()).isEqualTo(StateName.RUNNING);
    assertThat(web.adopted()).isTrue();
    assertThat(web.pid()).hasValue(4711);
    assertThat(web.run()).isEqualTo(run);
    assertThat(web.restarts()).isEqualTo(1);
    assertThat(web.lastExit()).isEqualTo(before.view("web.1").lastExit()).isPresent();
  }

  /// Else it would be held to what a later configuration says, of which it knows nothing.
  @Test
  void whatACommandWasToldThatHasYetToNameItsServiceIsRemembered() {
    Duration told = Duration.ofSeconds(9);
    ServiceSpec web =
        WEB.withFollow(Optional.of(new Follow.GivenFile()))
            .withWatchdog(Optional.of(new Watchdog(told, Watchdog.SIGNAL_USUAL)));
    Host before = Host.opening(Recovered.NOTHING, web).turn().passes(Duration.ofSeconds(1));
    assertThat(before.view("web.1").state()).isEqualTo(StateName.STARTING);

    Host after = before.successor(web);

    assertThat(after.view("web.1").said().watchdog()).contains(told);
  }

  @Test
  void whatEndedMeanwhileIsRecordedAsUnknownAndReplacedOnceItsTreeIsGone() {
    Host before = Host.with(WEB);
    RunId run = before.view("web.1").run().orElseThrow();

    Host after = before.endsUnseen("web.1").successor(WEB);

    assertThat(after.log()).isEmpty();
    assertThat(exits(after, run)).singleElement().isInstanceOf(Exit.Unknown.class);
    after.happens(run, new Event.TreeEmpty(run)).passes(Duration.ofSeconds(1));
    assertThat(after.effects()).contains(new Effect.Forget(run));
    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.view("web.1").restarts()).isEqualTo(1);
  }

  /// B-21: what was removed while no daemon was running is found, stopped, and said.
  @Test
  void b21WhatNoUnitAsksForIsStopped() {
    Host after = Host.with(service("gone")).successor(WEB);

    assertThat(after.log()).containsExactly("gone.1 gets TERM", "web.1 starts");
    assertThat(after.states()).containsExactly("web.1 starting");
    assertThat(after.entries())
        .filteredOn(entry -> entry.instance().equals(Optional.of(Host.id("gone.1"))))
        .extracting(entry -> entry.cause().sentence())
        .contains("an earlier daemon left it running, and no unit asks for it");
    assertThat(after.effects()).contains(new Effect.Retire(Host.id("gone.1")));
  }

  @Test
  void whereAnUnknownUnitStoodIsForgotten() {
    Host before = Host.with(service("gone"), WEB);
    before.stop("gone");

    Host after = before.successor(WEB);

    assertThat(after.effects()).contains(new Effect.Retire(Host.id("gone.1")));
    assertThat(after.notes()).contains(new Note.HeldDown(new TreeMap<>()));
  }

  @Test
  void aCommandBesideTheServiceIsKilledAndNothingStartsBesideIt() {
    Host host = opening(run(RunKind.HOOK, "web.1"));

    assertThat(host.effects()).contains(new Effect.KillTree(OLD));
    assertThat(host.log()).isEmpty();

    host.happens(OLD, new Event.TreeEmpty(OLD));

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whatAnOperatorStoppedIsStoppedEvenIfItStillRuns() {
    Host before = Host.with(WEB).deaf("web");
    before.stop("web");
    assertThat(before.state("web.1")).isEqualTo(StateName.STOPPING);

    Host after = before.successor(WEB);

    assertThat(after.states()).containsExactly("web.1 stopped");
    assertThat(after.view("web.1").targetUp()).isFalse();
  }

  @Test
  void whatWasStartedByHandStaysUp() {
    ServiceSpec spec = WEB.withAutostart(false);
    Host before = Host.with(spec);
    before.start("web");
    before.passes(Duration.ofSeconds(5));

    Host after = before.successor(spec);

    assertThat(after.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(after.view("web.1").targetUp()).isTrue();
  }

  @Test
  void aPauseGoesOnWhereItWas() {
    Host before = Host.opening(Recovered.NOTHING, WEB).withoutProgram("web").turn();
    before.passes(Duration.ofSeconds(20));
    InstanceView paused = before.view("web.1");
    assertThat(paused.state()).isEqualTo(StateName.BACKOFF);

    Host after = before.successor(WEB);

    assertThat(after.log()).isEmpty();
    assertThat(after.view("web.1")).isEqualTo(paused);
    Duration left =
        Duration.ofNanos(paused.next().orElseThrow().atNanos() - after.now().monotonicNanos());
    after.passes(left.minusNanos(1));
    assertThat(after.log()).isEmpty();
    after.passes(Duration.ofNanos(1));
    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.view("web.1").attempt()).isEqualTo(paused.attempt());
  }

  @Test
  void attemptsCountOnToGivingUp() {
    Host before = Host.opening(Recovered.NOTHING, CRASHER).withoutProgram("web").turn();
    before.passes(Duration.ofMillis(150));
    assertThat(before.view("web.1").attempt()).isEqualTo(3);

    Host after = before.successor(CRASHER).withoutProgram("web").passes(Duration.ofSeconds(10));

    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.state("web.1")).isEqualTo(StateName.FAILED);
  }

  @Test
  void whatHasFailedStaysFailedAndSaysWhy() {
    Host before = Host.opening(Recovered.NOTHING, CRASHER).withoutProgram("web").turn();
    before.passes(Duration.ofMinutes(5));
    InstanceView failed = before.view("web.1");

    Host after = before.successor(CRASHER).passes(Duration.ofHours(1));

    assertThat(after.log()).isEmpty();
    assertThat(after.view("web.1")).isEqualTo(failed);
    assertThat(failed.state()).isEqualTo(StateName.FAILED);
  }

  @Test
  void whatHasFailedIsNotPulledUpByWhatRequiresIt() {
    ServiceSpec app = service("app", "web");
    Host before = Host.opening(Recovered.NOTHING, CRASHER, app).withoutProgram("web").turn();
    before.passes(Duration.ofMinutes(5));

    Host after = before.successor(CRASHER, app).passes(Duration.ofHours(1));

    assertThat(after.log()).isEmpty();
    assertThat(after.states()).containsExactly("app.1 waiting", "web.1 failed");
  }

  @Test
  void whatHasFailedIsTriedAgainOnceItsSpecChanged() {
    Host before = Host.opening(Recovered.NOTHING, CRASHER).withoutProgram("web").turn();
    before.passes(Duration.ofMinutes(5));

    Host after = before.successor(CRASHER.withPriority(3)).passes(Duration.ofSeconds(5));

    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(after.view("web.1").attempt()).isEqualTo(1);
  }

  @Test
  void whatHasCompletedStaysSo() {
    ServiceSpec once = WEB.withRestart(RestartMode.ON_FAILURE);
    Host before = Host.with(once).ends("web.1", new Exit.Code(0));
    InstanceView completed = before.view("web.1");

    Host after = before.successor(once.withPriority(3)).passes(Duration.ofHours(1));

    assertThat(after.log()).isEmpty();
    assertThat(after.view("web.1")).isEqualTo(completed);
    assertThat(completed.state()).isEqualTo(StateName.COMPLETED);
  }

  /// B-20: what was edited while no daemon was running applies to what survived.
  @Test
  void b20WhatRunsByAnotherSpecIsReplacedAndWhatDoesNotIsLeftAlone() {
    ServiceSpec db = service("db");
    Host before = Host.with(WEB, db);
    Launch other = Launch.of(new Command(List.of("bin/web2")));

    Host after = before.successor(WEB.withLaunch(other), db.withPriority(9));
    assertThat(after.passes(Duration.ofSeconds(5)).log())
        .containsExactly("web.1 gets TERM", "web.1 starts");
    assertThat(after.view("web.1").adopted()).isFalse();
    assertThat(after.view("db.1").adopted()).isTrue();

    // The fingerprint was renewed: the next daemon has nothing to do.
    Host third = after.successor(WEB.withLaunch(other), db.withPriority(9));
    assertThat(third.passes(Duration.ofSeconds(5)).log()).isEmpty();
  }

  @Test
  void aRestartThatWasUnderWayIsBroughtToItsEnd() {
    Host before = Host.with(WEB.withRestart(RestartMode.NEVER)).deaf("web");
    before.restart("web");
    before.log();

    Host after = before.successor(WEB.withRestart(RestartMode.NEVER)).passes(Duration.ofSeconds(5));

    assertThat(after.log()).containsExactly("web.1 gets TERM", "web.1 starts");
    assertThat(after.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void anExitThatWasSeenKeepsItsCode() {
    Host before = Host.with(WEB);
    RunId run = before.view("web.1").run().orElseThrow();
    before.endsUnseen("web.1").happens(run, new Event.Exited(run, new Exit.Code(7), false));

    Host after = before.successor(WEB);

    assertThat(exits(after, run)).containsExactly(new Exit.Code(7));
    after.happens(run, new Event.TreeEmpty(run)).passes(Duration.ofSeconds(1));
    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.view("web.1").restarts()).isEqualTo(1);
    assertThat(after.view("web.1").lastExit().map(InstanceView.LastExit::exit))
        .contains(new Exit.Code(7));
  }

  @Test
  void aBootStartsEverythingAfreshButWhatAnOperatorStopped() {
    ServiceSpec db = service("db");
    Host before = Host.opening(Recovered.NOTHING, CRASHER, db).withoutProgram("web").turn();
    before.passes(Duration.ofMinutes(5)).start("db");
    before.stop("db");
    before.withoutProgram().start("web");
    RunId run = before.view("web.1").run().orElseThrow();

    Host after = before.afterReboot(CRASHER, db).passes(Duration.ofSeconds(5));

    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.states()).containsExactly("db.1 stopped", "web.1 running");
    assertThat(exits(after, run)).containsExactly(new Exit.Unknown("the host was booted anew"));
    assertThat(after.entries()).extracting(Entry::type).startsWith("rebooted");
    assertThat(after.view("web.1").restarts()).isZero();
    assertThat(after.view("db.1").cause()).isInstanceOf(Cause.Asked.class);
  }

  @Test
  void aRecordThatWasSetAsideIsAnEvent() {
    Recovered left =
        new Recovered(
            List.of(), List.of(), new TreeMap<>(), new TreeMap<>(), false, List.of("it is torn"));

    Host host = Host.opening(left, WEB).turn();

    assertThat(host.entries())
        .filteredOn(entry -> entry.type().equals("record_set_aside"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.cause().sentence()).isEqualTo("it is torn"));
  }

  private static List<Exit> exits(Host host, RunId run) {
    return host.entries().stream()
        .filter(entry -> entry.type().equals("exited") && entry.run().equals(Optional.of(run)))
        .map(entry -> ((Cause.Exited) entry.cause()).exit())
        .toList();
  }

  private static Host opening(Recovered.Run run) {
    Recovered left =
        new Recovered(List.of(run), List.of(), new TreeMap<>(), new TreeMap<>(), false, List.of());
    return Host.opening(left, WEB).turn();
  }

  private static Recovered.Run run(RunKind kind, String instance) {
    return new Recovered.Run(
        OLD, kind, Host.id(instance), Optional.of(new ProcessRef(4711, 1, "boot")));
  }
}
