package dev.tend.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Cause;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.Search;
import dev.tend.core.process.Trail;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A command that leaves its service in the background and says in a pid file which process that
/// is.
class FollowingTest {
  private static final Follow FILE = new Follow.PidFile(new InstancePath("/run/web.pid"));
  private static final ServiceSpec WEB =
      ServiceSpec.of("web", "bin/web").withFollow(Optional.of(FILE));
  private static final ProcessRef SERVICE = new ProcessRef(4711, 9, "boot");
  private static final String HOW = "/run/web.pid names pid 4711";
  private static final Search SEARCH =
      new Search(Life.run(1), Life.ID, new Trail(FILE, Life.process(1)));

  @Test
  void theCommandIsToldWhereAndIsNotTheServiceYet() {
    Life life = new Life(WEB).takes(new Event.Go(Life.asked("start"), false));
    assertThat(life.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Spawn.class, spawn -> assertThat(spawn.plan().signs().follow()).contains(FILE));

    life.spawnSucceeds();

    assertThat(life.state()).isInstanceOf(Sought.Expecting.class);
    assertThat(life.state().name()).isEqualTo(StateName.STARTING);
    assertThat(life.state().process()).contains(Life.process(1));
    assertThat(life.untilAlarm()).isEqualTo(Handover.PAUSE_MIN);
  }

  @Test
  void theFileIsReadAgainWithGrowingPauses() {
    Life life = new Life(WEB).starting().alarmRings();
    assertThat(life.effects()).containsExactly(new Effect.Look(SEARCH, true));
    assertThat(life.state().process()).contains(Life.process(1));

    life.takes(nobody());
    while (life.untilAlarm().compareTo(Handover.PAUSE_MAX) < 0) {
      Duration before = life.untilAlarm();
      life.alarmRings().takes(nobody());
      assertThat(life.untilAlarm()).isGreaterThanOrEqualTo(before);
    }

    assertThat(life.untilAlarm()).isEqualTo(Handover.PAUSE_MAX);
  }

  @Test
  void whoIsNamedWhileItsCommandLivesIsTheService() {
    Life life = named();

    assertThat(life.state()).isInstanceOf(Alive.Starting.class);
    assertThat(life.state().process()).contains(SERVICE);
    assertThat(life.state().run()).contains(Life.run(1));
    assertThat(life.instance().adopted()).isFalse();
    assertThat(life.cause().sentence())
        .isEqualTo(HOW + ", in place of the process that was started");
    assertThat(life.alarmRings().state()).isInstanceOf(Alive.Running.class);
    assertThat(life.exits(3).ledger().lastExit())
        .hasValueSatisfying(last -> assertThat(last.exit()).isEqualTo(new Exit.Code(3)));
  }

  @Test
  void whoNamesItselfIsTheServiceToo() {
    Life life =
        new Life(WEB)
            .starting()
            .alarmRings()
            .takes(new Event.Found(Life.run(1), Life.process(1), "/run/web.pid names pid 101"));

    assertThat(life.state().process()).contains(Life.process(1));
    assertThat(life.cause().sentence()).endsWith(", the process that was started");
  }

  @Test
  void whoIsNamedAfterItsCommandHasEndedIsTheService() {
    Life life = new Life(WEB).starting().exitsLeavingSomething(0);
    assertThat(life.effects()).containsExactly(new Effect.Look(SEARCH, true));

    life.takes(nobody());
    assertThat(life.state()).isInstanceOf(Sought.Awaiting.class);
    life.alarmRings();
    assertThat(life.effects()).containsExactly(new Effect.Look(SEARCH, true));
    life.takes(found());

    assertThat(life.state().process()).contains(SERVICE);
    assertThat(life.ledger().lastExit()).isEmpty();
  }

  @Test
  void anEndOfTheServiceIsNotFollowedAnyFurther() {
    Life life = named().alarmRings().exitsLeavingSomething(0);

    assertThat(life.state()).isInstanceOf(Leaving.Clearing.class);
  }

  @Test
  void aCommandThatFailsIsAFailedStart() {
    Life life = new Life(WEB).starting().exits(1);

    assertThat(life.state()).isInstanceOf(State.Backoff.class);
    assertThat(life.ledger().attempt()).isEqualTo(2);
  }

  /// It succeeded, and there is no service.
  @Test
  void aCommandThatLeavesNothingIsAFailedStart() {
    Life life = new Life(WEB).starting().exits(0);

    assertThat(life.state()).isInstanceOf(State.Backoff.class);
    assertThat(life.cause().story())
        .startsWith("its command succeeded, and left no process that its pid file names; ");
  }

  @Test
  void whatTheCommandLeftMayEndBeforeItIsNamed() {
    Life life = new Life(WEB).starting().exitsLeavingSomething(0).takes(nobody());

    life.takes(new Event.TreeEmpty(Life.run(1)));

    assertThat(life.state()).isInstanceOf(State.Backoff.class);
    assertThat(life.ledger().attempt()).isEqualTo(2);
  }

  /// A4-12: procman waits for ever.
  @Test
  void a4_12_aFileThatIsNeverWrittenIsWaitedForOnlySoLong() {
    Life life = new Life(WEB).starting();
    while (life.state() instanceof Sought.Expecting) {
      life.alarmRings().takes(nobody());
    }

    assertThat(life.state()).isInstanceOf(Leaving.Stopping.class);
    assertThat(life.cause().sentence())
        .isEqualTo("its pid file named no process that it left within start_within (30s)");
    assertThat(life.exits(0).state()).isInstanceOf(State.Backoff.class);
  }

  @Test
  void whatWasWrongWithTheFileIsSaidToo() {
    Life life = new Life(WEB).starting();
    while (life.state() instanceof Sought.Expecting) {
      life.alarmRings().takes(nobody("web.pid names pid 1, which is init"));
    }

    assertThat(life.cause().sentence())
        .isEqualTo(
            "its pid file named no process that it left within start_within (30s):"
                + " web.pid names pid 1, which is init");
  }

  /// A4-12: procman waits on, though somebody wants it stopped.
  @Test
  void a4_12_aStopEndsTheWaiting() {
    Life life = new Life(WEB).starting().halts();

    assertThat(life.state()).isInstanceOf(Leaving.Stopping.class);
    assertThat(life.exits(0).state()).isEqualTo(new State.Stopped());
  }

  @Test
  void aStopEndsTheWaitingForWhatTheCommandLeft() {
    Life life = new Life(WEB).starting().exitsLeavingSomething(0).takes(nobody()).halts();

    assertThat(life.state()).isInstanceOf(Leaving.Clearing.class);
  }

  @Test
  void whatAStaleFileNamesIsSaidOnce() {
    String stale = HOW + ", which started before its command did";
    Event.NotFound notFound = new Event.NotFound(Life.run(1), List.of(stale));

    Life life = new Life(WEB).starting().alarmRings().takes(notFound).alarmRings().takes(notFound);

    assertThat(life.cause())
        .isInstanceOfSatisfying(
            Cause.Rule.class,
            rule -> {
              assertThat(rule.rule()).isEqualTo(stale);
              assertThat(rule.because()).isEqualTo(Life.asked("start"));
            });
  }

  @Test
  void itMaySayThatItIsReadyBeforeItIsNamed() {
    StartRule rule =
        new StartRule(
            Duration.ofSeconds(5), Duration.ofSeconds(1), new Readiness.Line("listening"));

    Life life =
        new Life(WEB.withStart(rule))
            .starting()
            .takes(new Event.BecameReady(Life.run(1), "it wrote 'listening'"))
            .alarmRings()
            .takes(found());

    assertThat(life.state()).isInstanceOf(Alive.Running.class);
  }

  @Test
  void whereProbesSayItItsWordIsNotEnough() {
    Probe probe = Probe.of(new Check.FileExists("/run/up"), Duration.ofSeconds(1));
    Life life =
        new Life(WEB.withProbes(new Probes(Optional.empty(), Optional.of(probe), Optional.empty())))
            .starting()
            .takes(new Event.BecameReady(Life.run(1), "it said so"))
            .alarmRings()
            .takes(found());

    assertThat(life.state()).isInstanceOf(Alive.Starting.class);
  }

  /// The daemon before may have named it in the pid file as the service that it was.
  @Test
  void whoIsTakenOverAndEndsUnnamedLeavesNoPidFile() {
    InstancePath named = new InstancePath("/run/{unit}.tend.pid");
    Life life =
        new Life(WEB.withPidFile(Optional.of(named)))
            .takes(new Event.Adopted(Life.run(1), Life.process(1), new Standing.Phase.Due()))
            .takes(new Event.Exited(Life.run(1), new Exit.Code(0), true));

    assertThat(life.effects())
        .contains(new Effect.ErasePid("/run/web.tend.pid", OptionalInt.of(Life.process(1).pid())));
  }

  @Test
  void anotherDaemonAsksTheFileAgain() {
    Life life =
        new Life(WEB)
            .takes(new Event.Adopted(Life.run(1), Life.process(1), new Standing.Phase.Due()));

    assertThat(life.state()).isInstanceOf(Sought.Expecting.class);
  }

  @Test
  void anotherDaemonGoesOnWithWhoWasNamed() {
    Life life =
        new Life(WEB)
            .takes(new Event.Adopted(Life.run(1), SERVICE, new Standing.Phase.Proved(Life.run(1))));

    assertThat(life.state()).isInstanceOf(Alive.Running.class);
    assertThat(life.state().process()).contains(SERVICE);
  }

  private static Life named() {
    return new Life(WEB).starting().alarmRings().takes(found());
  }

  private static Event found() {
    return new Event.Found(Life.run(1), SERVICE, HOW);
  }

  private static Event nobody(String... notes) {
    return new Event.NotFound(Life.run(1), List.of(notes));
  }
}
