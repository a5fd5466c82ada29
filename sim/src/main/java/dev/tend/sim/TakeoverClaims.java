package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Signal;
import dev.tend.engine.KernelEvent.TreeEmpty;
import dev.tend.engine.Sighting;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// What every kernel promises of processes that it did not start: whom it takes for a run, and whom
/// never.
interface TakeoverClaims extends KernelBench {

  @Test
  default void adoptRefusesAnotherProcessWithTheSamePid() {
    LaunchPlan bystander = sleepsForever();
    ProcessRef process = spawn(bystander);
    RunId stale = sleepsForever().run();

    boolean adopted =
        kernel()
            .adopt(
                stale, new ProcessRef(process.pid(), process.startTicks() - 1, process.bootId()));
    kernel().killTree(stale);
    awaitUntil("the stale run is empty", () -> emptied().contains(stale));
    awaitAWhile();

    assertThat(adopted).isFalse();
    assertThat(seen()).containsExactly(new TreeEmpty(stale));
  }

  @Test
  default void adoptRefusesAProcessOfAnotherBoot() {
    ProcessRef process = spawn(sleepsForever());
    RunId stale = sleepsForever().run();

    boolean adopted =
        kernel().adopt(stale, new ProcessRef(process.pid(), process.startTicks(), "another-boot"));
    awaitUntil("the stale run is empty", () -> emptied().contains(stale));

    assertThat(adopted).isFalse();
    assertThat(seen()).containsExactly(new TreeEmpty(stale));
  }

  @Test
  default void aPidFileThatIsNotThereNamesNobody() {
    assertThat(look(sleepsForever())).isEqualTo(new Sighting.Nothing(List.of()));
  }

  @Test
  default void aPidFileThatNamesNobodyIsSaid() {
    LaunchPlan ended = exits(0);
    int pid = spawn(ended).pid();
    awaitEmpty(ended);
    kernel().pidFiles().write(pidFile(), pid, false);

    Sighting sighting = look(sleepsForever());

    assertThat(sighting)
        .isInstanceOfSatisfying(
            Sighting.Nothing.class,
            nothing ->
                assertThat(nothing.notes())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("names pid " + pid + ", which is not there"));
  }

  @Test
  default void aProcessThatRunsElsewhereIsTakenOver() {
    int pid = startsElsewhere();
    kernel().pidFiles().write(pidFile(), pid, false);
    LaunchPlan plan = sleepsForever();

    Sighting sighting = look(plan);
    kernel().signal(plan.run(), Signal.TERM);
    awaitEmpty(plan);

    assertThat(sighting)
        .isInstanceOfSatisfying(
            Sighting.Found.class, found -> assertThat(found.process().pid()).isEqualTo(pid));
    assertThat(exits(plan)).hasSize(1);
  }

  @Test
  default void aProcessOfAnotherRunIsNotTakenOver() {
    int pid = spawn(sleepsForever()).pid();
    kernel().pidFiles().write(pidFile(), pid, false);

    assertThat(look(sleepsForever())).isInstanceOf(Sighting.Nothing.class);
  }

  @Test
  default void aRunGoesOnWithTheDaemonThatItsLauncherLeft() {
    LaunchPlan plan = daemonises();
    ProcessRef launcher = spawn(plan);
    awaitUntil("the launcher has exited", () -> !exits(plan).isEmpty());

    List<ProcessRef> found = new ArrayList<>();
    awaitUntil(
        "the daemon is named",
        () -> {
          if (look(plan) instanceof Sighting.Found(ProcessRef process, String _)) {
            found.add(process);
          }
          return !found.isEmpty();
        });
    awaitAWhile();
    assertThat(emptied()).isEmpty();
    kernel().killTree(plan.run());
    awaitEmpty(plan);

    assertThat(found).singleElement().isNotEqualTo(launcher);
    assertThat(exits(plan))
        .containsExactly(new Exit.Code(0), new Exit.Signalled(Signal.KILL.number(), false));
    assertThat(emptied()).containsExactly(plan.run());
  }

  private Sighting look(LaunchPlan plan) {
    Detector.Naming file = new Detector.PidFile(new InstancePath(pidFile()));
    InstanceId first = new InstanceId(plan.instance().unit(), 1);
    return kernel().look(new Search(plan.run(), first, List.of(file)));
  }
}
