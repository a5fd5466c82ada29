package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.Kernel.SpawnResult;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.KernelEvent.Exited;
import dev.tend.engine.KernelEvent.TreeEmpty;
import dev.tend.engine.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Kernel] promises, the simulated one and the real one alike, so that what is proved
/// in simulation holds on a host.
///
/// A subclass makes the kernel and writes the plans of the children that the claims need, each with
/// a run and an instance of its own.
public abstract class KernelContract {

  /// How long a claim may take on a machine that is busy with other things.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// How often a condition outside the kernel is looked at.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  /// Long enough to see that something does not happen.
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private Kernel kernel;
  private Clock clock;
  private final List<KernelEvent> seen = new ArrayList<>();
  private final List<RunId> spawned = new ArrayList<>();

  protected KernelContract() {}

  protected abstract Kernel open();

  protected abstract Clock clock();

  /// Ends by itself, with this code.
  protected abstract LaunchPlan exits(int code);

  /// Ends when it gets a signal.
  protected abstract LaunchPlan sleepsForever();

  /// Lets TERM pass.
  protected abstract LaunchPlan ignoresTerm();

  /// Lives, with a child in its process group; both end when they get a signal.
  protected abstract LaunchPlan hasAChildInItsGroup();

  /// Lives, with a child in a session of its own; both end when they get a signal.
  protected abstract LaunchPlan hasAChildInItsOwnSession();

  /// Exits with code 0 and leaves a child in a session of its own, which ends when it gets a
  /// signal.
  protected abstract LaunchPlan leavesAChildBehind();

  /// Exits with code 0 and leaves a child in a session of its own, which writes its pid to
  /// [#pidFile] and ends when it gets a signal.
  protected abstract LaunchPlan daemonises();

  /// Where [#daemonises] writes.
  protected abstract String pidFile();

  /// The pid of a process that nobody has told the kernel of.
  protected abstract int startsElsewhere();

  /// Names a program that is not there.
  protected abstract LaunchPlan cannotBeExecuted();

  /// Waits until a spawned child has set up what its plan promises. Where that needs no time,
  /// nothing.
  protected void untilUnderWay(LaunchPlan plan) {}

  @BeforeEach
  final void openKernel() {
    kernel = open();
    clock = clock();
  }

  @AfterEach
  final void closeKernel() {
    spawned.forEach(kernel::killTree);
    awaitUntil("the last tree is empty", () -> emptied().containsAll(spawned));
    kernel.close();
  }

  @Test
  void anExitCodeArrivesOnce() {
    LaunchPlan plan = exits(3);

    spawn(plan);
    awaitEmpty(plan);
    awaitAWhile();

    assertThat(exits(plan)).containsExactly(new Exit.Code(3));
  }

  @Test
  void treeEmptyComesOnceAndAfterExited() {
    LaunchPlan plan = exits(0);

    spawn(plan);
    awaitEmpty(plan);
    awaitAWhile();

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).isInstanceOf(Exited.class);
    assertThat(seen.getLast()).isEqualTo(new TreeEmpty(plan.run()));
  }

  @Test
  void aSpawnedProcessHasAnIdentity() {
    ProcessRef first = spawn(sleepsForever());
    ProcessRef second = spawn(sleepsForever());

    assertThat(first.pid()).isNotEqualTo(second.pid());
    assertThat(first.bootId()).isEqualTo(second.bootId()).isNotEmpty();
  }

  @Test
  void aKilledProcessReportsTheSignal() {
    LaunchPlan plan = sleepsForever();
    spawn(plan);

    kernel.killTree(plan.run());
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.KILL.number(), false));
  }

  @Test
  void aSpawnThatCannotExecuteIsRefusedWithTheErrno() {
    LaunchPlan plan = cannotBeExecuted();

    SpawnResult result = kernel.spawn(plan);
    awaitAWhile();

    assertThat(result).isInstanceOf(SpawnResult.Refused.class);
    SpawnFault fault = ((SpawnResult.Refused) result).fault();
    assertThat(fault.errno()).isEqualTo("ENOENT");
    assertThat(fault.subject()).contains(plan.launch().command().program());
    assertThat(seen).isEmpty();
  }

  @Test
  void aWakeEndsTheNextAwaitAtOnce() {
    kernel.wake();

    assertThat(kernel.await(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void theDeadlineEndsAwaitAndNotBefore() {
    long deadline = clock.now().nanosAfter(Duration.ofMillis(20));

    List<KernelEvent> events = kernel.await(deadline);

    assertThat(events).isEmpty();
    assertThat(clock.now().monotonicNanos()).isGreaterThanOrEqualTo(deadline);
  }

  @Test
  void aDeadlineInThePastOnlyLooks() {
    assertThat(kernel.await(clock.now().monotonicNanos() - 1)).isEmpty();
  }

  @Test
  void theTimeOfDayEndsAwaitAndNotBefore() {
    Instant deadline = clock.now().wall().plusMillis(20);

    List<KernelEvent> events = kernel.await(Long.MAX_VALUE, deadline);

    assertThat(events).isEmpty();
    assertThat(clock.now().wall()).isAfterOrEqualTo(deadline);
  }

  @Test
  void aTimeOfDayThatHasPassedOnlyLooksEachTimeThatItIsAskedFor() {
    Instant past = clock.now().wall().minusSeconds(3600);

    assertThat(kernel.await(Long.MAX_VALUE, past)).isEmpty();
    assertThat(kernel.await(Long.MAX_VALUE, past)).isEmpty();
  }

  @Test
  void aTimeOfDayThatIsAskedForNoLongerEndsNoAwait() {
    Instant dropped = clock.now().wall().plusMillis(20);
    kernel.wake();
    kernel.await(Long.MAX_VALUE, dropped);
    long deadline = clock.now().nanosAfter(A_WHILE);

    List<KernelEvent> events = kernel.await(deadline, Instant.MAX);

    assertThat(events).isEmpty();
    assertThat(clock.now().monotonicNanos()).isGreaterThanOrEqualTo(deadline);
  }

  @Test
  void termReachesTheGroup() {
    LaunchPlan plan = hasAChildInItsGroup();
    spawn(plan);

    kernel.signal(plan.run(), Signal.TERM);
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.TERM.number(), false));
  }

  @Test
  void whatIgnoresTermLivesUntilItsTreeIsKilled() {
    LaunchPlan plan = ignoresTerm();
    spawn(plan);

    kernel.signal(plan.run(), Signal.TERM);
    awaitAWhile();
    assertThat(seen).isEmpty();
    kernel.killTree(plan.run());
    awaitEmpty(plan);

    assertThat(exits(plan)).containsExactly(new Exit.Signalled(Signal.KILL.number(), false));
  }

  @Test
  void killTreeReachesAChildInItsOwnSession() {
    LaunchPlan plan = hasAChildInItsOwnSession();
    spawn(plan);

    kernel.killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  void theTreeIsNotEmptyWhileAChildOutlivesTheMainProcess() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    awaitAWhile();

    assertThat(exits(plan)).containsExactly(new Exit.Code(0));
    assertThat(emptied()).isEmpty();
  }

  @Test
  void killTreeReachesWhatTheMainProcessLeftBehind() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    kernel.killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  void killTreeHoldsForWhatIsFoundLater() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);

    kernel.killTree(plan.run());

    awaitEmpty(plan);
  }

  @Test
  void onceTheMainProcessIsGoneASignalGoesToWhatIsLeft() {
    LaunchPlan plan = leavesAChildBehind();
    spawn(plan);
    awaitUntil("the main process has exited", () -> !exits(plan).isEmpty());

    kernel.signal(plan.run(), Signal.TERM);

    awaitEmpty(plan);
  }

  @Test
  void signallingAnEndedRunDoesNothing() {
    LaunchPlan plan = exits(0);
    spawn(plan);
    awaitEmpty(plan);
    seen.clear();

    kernel.signal(plan.run(), Signal.TERM);
    kernel.killTree(plan.run());
    awaitAWhile();

    assertThat(seen).isEmpty();
    seen.add(new TreeEmpty(plan.run()));
  }

  @Test
  void adoptRefusesAnotherProcessWithTheSamePid() {
    LaunchPlan bystander = sleepsForever();
    ProcessRef process = spawn(bystander);
    RunId stale = sleepsForever().run();

    boolean adopted =
        kernel.adopt(
            stale, new ProcessRef(process.pid(), process.startTicks() - 1, process.bootId()));
    kernel.killTree(stale);
    awaitUntil("the stale run is empty", () -> emptied().contains(stale));
    awaitAWhile();

    assertThat(adopted).isFalse();
    assertThat(seen).containsExactly(new TreeEmpty(stale));
  }

  @Test
  void adoptRefusesAProcessOfAnotherBoot() {
    ProcessRef process = spawn(sleepsForever());
    RunId stale = sleepsForever().run();

    boolean adopted =
        kernel.adopt(stale, new ProcessRef(process.pid(), process.startTicks(), "another-boot"));
    awaitUntil("the stale run is empty", () -> emptied().contains(stale));

    assertThat(adopted).isFalse();
    assertThat(seen).containsExactly(new TreeEmpty(stale));
  }

  @Test
  void manyRunsEndEachWithItsOwnCode() {
    List<LaunchPlan> plans = new ArrayList<>();
    for (int code = 0; code < 20; code++) {
      LaunchPlan plan = exits(code);
      plans.add(plan);
      spawn(plan);
    }

    plans.forEach(this::awaitEmpty);

    for (int code = 0; code < 20; code++) {
      assertThat(exits(plans.get(code))).containsExactly(new Exit.Code(code));
    }
  }

  @Test
  void aPidFileThatIsNotThereNamesNobody() {
    assertThat(look(sleepsForever())).isEqualTo(new Sighting.Nothing(List.of()));
  }

  @Test
  void aPidFileThatNamesNobodyIsSaid() {
    LaunchPlan ended = exits(0);
    int pid = spawn(ended).pid();
    awaitEmpty(ended);
    kernel.pidFiles().write(pidFile(), pid, false);

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
  void aProcessThatRunsElsewhereIsTakenOver() {
    int pid = startsElsewhere();
    kernel.pidFiles().write(pidFile(), pid, false);
    LaunchPlan plan = sleepsForever();

    Sighting sighting = look(plan);
    kernel.signal(plan.run(), Signal.TERM);
    awaitEmpty(plan);

    assertThat(sighting)
        .isInstanceOfSatisfying(
            Sighting.Found.class, found -> assertThat(found.process().pid()).isEqualTo(pid));
    assertThat(exits(plan)).hasSize(1);
  }

  @Test
  void aProcessOfAnotherRunIsNotTakenOver() {
    int pid = spawn(sleepsForever()).pid();
    kernel.pidFiles().write(pidFile(), pid, false);

    assertThat(look(sleepsForever())).isInstanceOf(Sighting.Nothing.class);
  }

  @Test
  void aRunGoesOnWithTheDaemonThatItsLauncherLeft() {
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
    kernel.killTree(plan.run());
    awaitEmpty(plan);

    assertThat(found).singleElement().isNotEqualTo(launcher);
    assertThat(exits(plan))
        .containsExactly(new Exit.Code(0), new Exit.Signalled(Signal.KILL.number(), false));
    assertThat(emptied()).containsExactly(plan.run());
  }

  private Sighting look(LaunchPlan plan) {
    Detector.Naming file = new Detector.PidFile(new InstancePath(pidFile()));
    InstanceId first = new InstanceId(plan.instance().unit(), 1);
    return kernel.look(new Search(plan.run(), first, List.of(file)));
  }

  private ProcessRef spawn(LaunchPlan plan) {
    SpawnResult result = kernel.spawn(plan);
    assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
    spawned.add(plan.run());
    untilUnderWay(plan);
    return ((SpawnResult.Spawned) result).process();
  }

  private void awaitEmpty(LaunchPlan plan) {
    awaitUntil("the tree of " + plan.run() + " is empty", () -> emptied().contains(plan.run()));
  }

  private void awaitAWhile() {
    long end = clock.now().nanosAfter(A_WHILE);
    while (clock.now().monotonicNanos() < end) {
      seen.addAll(kernel.await(end));
    }
  }

  private void awaitUntil(String what, BooleanSupplier condition) {
    long end = clock.now().nanosAfter(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(clock.now().monotonicNanos()).as("still waiting until " + what).isLessThan(end);
      seen.addAll(kernel.await(clock.now().nanosAfter(BETWEEN_LOOKS)));
    }
  }

  private List<Exit> exits(LaunchPlan plan) {
    Predicate<Exited> ofPlan = exited -> exited.run().equals(plan.run());
    return seen.stream()
        .filter(Exited.class::isInstance)
        .map(Exited.class::cast)
        .filter(ofPlan)
        .map(Exited::exit)
        .toList();
  }

  private List<RunId> emptied() {
    return seen.stream()
        .filter(TreeEmpty.class::isInstance)
        .map(TreeEmpty.class::cast)
        .map(TreeEmpty::run)
        .toList();
  }
}
