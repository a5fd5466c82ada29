package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Standing;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.GiveUp;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Selector;
import dev.tend.engine.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// One rich scenario, and a daemon that dies in it at its first call into a port, or at its second,
/// and so on to the last: before and after each record that it writes and each thing that it does.
/// Its successor has to bring the scenario to its end with every invariant held.
class DeathAtEveryStepTest {
  private static final List<Long> SEEDS = List.of(1L, 2L);

  /// A prime, so that over the scenario the second death falls on every kind of step.
  private static final int SUCCESSORS_LAST_CALL = 23;

  private static final Pattern DEATH = Pattern.compile("-- the daemon dies (.*)");

  @Test
  void whateverStepItDiesAtTheNextOneGoesOn() {
    Set<String> steps = new TreeSet<>();
    for (long seed : SEEDS) {
      long calls = calls(scenario(seed));
      for (long call = 0; call < calls; call++) {
        steps.addAll(deaths(run(scenario(seed), call, Long.MAX_VALUE, UnaryOperator.identity())));
      }
    }

    assertThat(steps)
        .contains("recover", "await", "signal", "killTree")
        .contains("before spawn", "after spawn")
        .contains("before launching", "after launching", "before launched", "after launched")
        .contains("before ended", "after ended", "before standing", "after standing")
        .contains("before heldDown", "after heldDown", "before append", "after append")
        .contains("before retired", "after retired", "before open", "after open");
  }

  @Test
  void theNextOneMayDieWhileItTakesOver() {
    long calls = calls(scenario(4));
    Set<String> steps = new TreeSet<>();

    for (long call = 0; call < calls; call++) {
      List<String> deaths =
          deaths(run(scenario(4), call, call % SUCCESSORS_LAST_CALL, UnaryOperator.identity()));
      assertThat(deaths).as("deaths at call %d", call).isNotEmpty();
      steps.addAll(deaths.subList(1, deaths.size()));
    }

    assertThat(steps)
        .contains("recover", "adopt", "reclaim", "await", "before standing", "after append");
  }

  /// Planted: the record of a run is written once its process is there.
  @Test
  void aRecordThatIsWrittenAfterTheSpawnIsFound() {
    assertFound(LateRecords::new, "after spawn", "1: ");
  }

  /// Planted: where an instance stands is not noted. The end of its last run is part of that: of
  /// one that was told already, the next daemon does not know, and tells of another one.
  @Test
  void aStandingThatIsNotNotedIsFound() {
    assertFound(NoStandings::new, "after append", "3: ");
  }

  /// Planted: what happened is told before where that leaves the instance is noted.
  @Test
  void aStandingThatIsNotedAfterTheEntriesIsFound() {
    assertFound(LateStandings::new, "after append", "3: ");
  }

  /// Planted: how many may be down at once in a rolling restart is forgotten.
  @Test
  void aNumberThatIsForgottenIsFound() {
    assertFound(NoNumbers::new, "", "rolling: nobody asked for 1 ");
  }

  private static void assertFound(
      UnaryOperator<Journal> fault, String diedAt, String violationStart) {
    long calls = calls(scenario(1));
    for (long call = 0; call < calls; call++) {
      Simulation simulation = new Simulation(scenario(1), UnaryOperator.identity(), fault);
      simulation.doom(call, Long.MAX_VALUE);
      try {
        simulation.run();
      } catch (Violation found) {
        assertThat(found.getMessage()).startsWith(violationStart);
        assertThat(deaths(simulation.trace())).last().asString().contains(diedAt);
        return;
      }
    }
    throw new AssertionError("no death at any of " + calls + " calls finds the fault");
  }

  private static long calls(Scenario scenario) {
    Simulation simulation = new Simulation(scenario, UnaryOperator.identity());
    simulation.run();
    return simulation.callsBeforeCalm();
  }

  private static String run(
      Scenario scenario, long call, long successors, UnaryOperator<Journal> paper) {
    Simulation simulation = new Simulation(scenario, UnaryOperator.identity(), paper);
    simulation.doom(call, successors);
    try {
      simulation.run();
    } catch (RuntimeException broken) {
      throw new AssertionError(
          "seed "
              + scenario.seed()
              + ", dead at call "
              + call
              + ", then "
              + successors
              + "\n"
              + simulation.trace(),
          broken);
    }
    return simulation.trace();
  }

  private static List<String> deaths(String trace) {
    return DEATH.matcher(trace).results().map(match -> match.group(1)).toList();
  }

  private static Scenario scenario(long seed) {
    ServiceSpec db =
        ServiceSpec.of("db", "bin/db")
            .withRestart(RestartMode.ALWAYS)
            .withStop(new StopRule(Signal.TERM, Optional.empty(), Duration.ofMillis(1500)));
    ServiceSpec web =
        ServiceSpec.of("web", "bin/web")
            .withInstances(2)
            .withEdges(List.of(Edge.Requires.ready(db.name())))
            .withStop(
                new StopRule(
                    Signal.TERM,
                    Optional.of(new Command(List.of("bin/stop"))),
                    Duration.ofSeconds(1)));
    ServiceSpec crasher =
        ServiceSpec.of("crasher", "bin/crasher")
            .withInstances(3)
            .withRestart(RestartMode.ALWAYS)
            .withBackoff(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), 2, 0.1))
            .withStart(new StartRule(Duration.ofMillis(600), Duration.ZERO, Readiness.SIGNALLED))
            .withGiveUpAfter(Optional.of(new GiveUp(4, Duration.ofMinutes(1))));
    ServiceSpec once = ServiceSpec.of("once", "bin/once").withRestart(RestartMode.NEVER);
    ServiceSpec byHand = ServiceSpec.of("byhand", "bin/byhand").withAutostart(false);
    Configuration first = Configuration.of(db, web, crasher, once, byHand);
    Launch other = Launch.of(new Command(List.of("bin/web2")));
    Configuration second =
        Configuration.of(
            db.withPriority(3), web.withLaunch(other).withInstances(1), crasher, byHand);

    return new Scenario(
        seed,
        first,
        List.of(
            pass(1200),
            new Act.Start(Selector.parse("byhand")),
            pass(30),
            new Act.Stop(Selector.parse("web.2")),
            pass(700),
            new Act.Restart(Selector.parse("db")),
            pass(2000),
            new Act.Strike(new InstanceId(web.name(), 1)),
            new Act.Strike(new InstanceId(db.name(), 1)),
            pass(200),
            new Act.Scale(web.name(), 3),
            pass(500),
            new Act.Roll(Selector.parse("web"), 1),
            pass(500),
            new Act.Reload(second),
            pass(2500),
            new Act.Roll(Selector.parse("crasher"), 2),
            pass(300),
            new Act.Stop(Selector.parse("byhand")),
            pass(400),
            new Act.Start(Selector.parse("crasher")),
            pass(3000)));
  }

  private static Act pass(long millis) {
    return new Act.Pass(Duration.ofMillis(millis));
  }

  private static final class LateRecords extends PassOnJournal {
    private final Map<RunId, Runnable> late = new HashMap<>();

    LateRecords(Journal journal) {
      super(journal);
    }

    @Override
    public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {
      late.put(run, () -> super.launching(run, kind, instance, at));
    }

    @Override
    public void launched(RunId run, ProcessRef process) {
      late.getOrDefault(run, () -> {}).run();
      super.launched(run, process);
    }
  }

  private static final class NoStandings extends PassOnJournal {
    NoStandings(Journal journal) {
      super(journal);
    }

    @Override
    public void standing(InstanceId instance, Standing standing) {
      // That is the fault.
    }
  }

  private static final class NoNumbers extends PassOnJournal {
    NoNumbers(Journal journal) {
      super(journal);
    }

    @Override
    public void standing(InstanceId instance, Standing standing) {
      Standing forgetful =
          standing.aim() instanceof Standing.Aim.Roll(long rolling, int _)
              ? new Standing(
                  standing.ledger(),
                  new Standing.Aim.Roll(rolling, 1),
                  standing.phase(),
                  standing.spec(),
                  standing.hooks(),
                  standing.watchdog(),
                  standing.dates())
              : standing;
      super.standing(instance, forgetful);
    }
  }

  private static final class LateStandings extends PassOnJournal {
    private final List<Runnable> late = new ArrayList<>();

    LateStandings(Journal journal) {
      super(journal);
    }

    @Override
    public void standing(InstanceId instance, Standing standing) {
      late.add(() -> super.standing(instance, standing));
    }

    @Override
    public void append(List<Entry> entries) {
      super.append(entries);
      late.forEach(Runnable::run);
      late.clear();
    }

    @Override
    public Recovery recover() {
      late.clear();
      return super.recover();
    }
  }
}
