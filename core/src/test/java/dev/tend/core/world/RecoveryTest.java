package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final RunId OLD = new RunId("old-1");
  private static final ServiceSpec WEB = service("web");

  @Test
  void whatStillRunsIsAdoptedWithItsCounts() {
    Host host = opening(run(RunKind.MAIN, "web.1", true), WEB);

    assertThat(host.log()).isEmpty();
    InstanceView web = host.view("web.1");
    assertThat(web.state()).isEqualTo(StateName.RUNNING);
    assertThat(web.adopted()).isTrue();
    assertThat(web.pid()).hasValue(4711);
    assertThat(web.run()).contains(OLD);
    assertThat(web.restarts()).isEqualTo(5);
  }

  @Test
  void whatEndedMeanwhileIsRecordedAsUnknownAndReplacedOnceItsTreeIsGone() {
    Host host = opening(run(RunKind.MAIN, "web.1", false), WEB);
    assertThat(host.log()).isEmpty();
    assertThat(host.entries())
        .filteredOn(entry -> entry.type().equals("exited"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.run()).contains(OLD));

    host.happens(OLD, new Event.TreeEmpty(OLD)).passes(Duration.ofSeconds(1));

    assertThat(host.effects()).contains(new Effect.Forget(OLD));
    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whatNoUnitAsksForIsStopped() {
    Host host = opening(run(RunKind.MAIN, "gone.1", true), WEB);

    assertThat(host.state("gone.1")).isEqualTo(StateName.STOPPING);
    host.happens(OLD, new Event.TreeEmpty(OLD));

    assertThat(host.states()).containsExactly("web.1 starting");
  }

  @Test
  void aCommandBesideTheServiceIsKilled() {
    Host host = opening(run(RunKind.HOOK, "web.1", true), WEB);

    assertThat(host.effects()).contains(new Effect.KillTree(OLD));
    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whatAnOperatorStoppedIsStoppedEvenIfItStillRuns() {
    Recovered recovered =
        new Recovered(
            List.of(run(RunKind.MAIN, "web.1", true)), new TreeSet<>(List.of(Host.id("web.1"))));

    Host host = Host.opening(recovered, WEB).turn();

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);
  }

  @Test
  void whatWasStartedByHandStaysUp() {
    Host host = opening(run(RunKind.MAIN, "web.1", true), WEB.withAutostart(false));

    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(host.view("web.1").targetUp()).isTrue();
  }

  private static Host opening(Recovered.Run run, ServiceSpec spec) {
    return Host.opening(new Recovered(List.of(run), new TreeSet<>()), spec).turn();
  }

  private static Recovered.Run run(RunKind kind, String instance, boolean alive) {
    Optional<ProcessRef> process =
        alive ? Optional.of(new ProcessRef(4711, 1, "boot")) : Optional.empty();
    Ledger ledger = new Ledger(1, 5, List.of(), Optional.empty());
    return new Recovered.Run(OLD, kind, Host.id(instance), process, ledger, true);
  }
}
