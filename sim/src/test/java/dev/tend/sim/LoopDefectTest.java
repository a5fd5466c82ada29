package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopDefectTest {
  private static final ServiceSpec DB = ServiceSpec.of("db", "bin/db");
  private static final ServiceSpec WEB = ServiceSpec.of("web", "bin/web");

  @Test
  void anImpossibleEventFailsOneInstanceAndTheLoopGoesOn() {
    Rig rig = new Rig(TellsOfAnEndThatWasNone::new, DB, WEB).passes(Duration.ofMillis(100));

    assertThat(rig.view("web").state()).isEqualTo(StateName.FAILED);
    assertThat(rig.defects)
        .singleElement()
        .asString()
        .startsWith("unit=web.1: impossible in Starting");

    rig.passes(Duration.ofSeconds(2));
    assertThat(rig.view("db").state()).isEqualTo(StateName.RUNNING);
    rig.loop.submit(Rig.stop("db"));
    rig.passes(Duration.ofSeconds(1));
    assertThat(rig.view("db").state()).isEqualTo(StateName.STOPPED);
    assertThat(rig.defects).hasSize(1);
  }

  @Test
  void anEffectThatBreaksTakesNoOtherWithIt() {
    Rig rig = new Rig(BreaksOnSignalsToTheFirst::new, DB, WEB).passes(Duration.ofSeconds(2));

    rig.loop.submit(Rig.stop("*"));
    rig.passes(Duration.ofSeconds(1));
    assertThat(rig.defects).singleElement().asString().endsWith("no such signal");
    assertThat(List.of(rig.view("db").state(), rig.view("web").state()))
        .containsExactlyInAnyOrder(StateName.STOPPED, StateName.STOPPING);
    rig.passes(Duration.ofSeconds(10));

    assertThat(rig.view("db").state()).isEqualTo(StateName.STOPPED);
    assertThat(rig.view("web").state()).isEqualTo(StateName.STOPPED);
  }

  @Test
  void aSpawnThatBreaksIsAFailedAttemptLikeOthers() {
    Rig rig = new Rig(BreaksOnTheFirstSpawn::new, DB).passes(Duration.ofMillis(50));

    assertThat(rig.defects).singleElement().asString().endsWith("no such flag");
    assertThat(rig.view("db").state()).isEqualTo(StateName.BACKOFF);
    rig.passes(Duration.ofSeconds(2));

    assertThat(rig.view("db").state()).isEqualTo(StateName.RUNNING);
  }

  /// Says that nothing is left of web's run, which has not ended.
  private static final class TellsOfAnEndThatWasNone extends PassOn {
    private final List<KernelEvent> lies = new ArrayList<>();

    TellsOfAnEndThatWasNone(Kernel kernel) {
      super(kernel);
    }

    @Override
    public SpawnResult spawn(LaunchPlan plan) {
      if (plan.instance().equals(Rig.first("web"))) {
        lies.add(new KernelEvent.TreeEmpty(plan.run()));
      }
      return super.spawn(plan);
    }

    @Override
    public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
      List<KernelEvent> told = new ArrayList<>(lies);
      lies.clear();
      told.addAll(super.await(deadlineNanos, deadlineWall));
      return told;
    }
  }

  private static final class BreaksOnTheFirstSpawn extends PassOn {
    private boolean broke;

    BreaksOnTheFirstSpawn(Kernel kernel) {
      super(kernel);
    }

    @Override
    public SpawnResult spawn(LaunchPlan plan) {
      if (!broke) {
        broke = true;
        throw new IllegalStateException("no such flag");
      }
      return super.spawn(plan);
    }
  }

  private static final class BreaksOnSignalsToTheFirst extends PassOn {
    private boolean broke;

    BreaksOnSignalsToTheFirst(Kernel kernel) {
      super(kernel);
    }

    @Override
    public void signal(RunId run, Signal signal) {
      if (!broke) {
        broke = true;
        throw new IllegalStateException("no such signal");
      }
      super.signal(run, signal);
    }
  }
}
