package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.process.Trail;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.engine.Journal;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What holds for services that are followed is broken once, and each time a seed finds it.
class FollowFaultsTest {
  private static final int SEEDS = 100;

  @Test
  void whoIsTakenForTheServiceThoughNobodyNamedItIsFound() {
    assertThat(first(TakesTheLauncher::new, paper -> paper, file -> file))
        .containsPattern("follow: .* is running, and no pid file named its process");
  }

  @Test
  void aPidFileThatIsWaitedForTooLongIsFound() {
    assertThat(first(port -> port, paper -> paper, FollowFaultsTest::patient))
        .containsPattern("follow: .* waits for its pid file since ");
  }

  @Test
  void whoIsFollowedAndNotNotedIsFound() {
    assertThat(first(port -> port, NotesTheLauncherOnly::new, file -> file))
        .containsPattern("follow: .* goes on as .*, and noted is ");
  }

  /// What the first violation says; nobody has to read how it came to be.
  private static String first(
      UnaryOperator<Kernel> port, UnaryOperator<Journal> paper, UnaryOperator<Configuration> file) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new Simulation(new Scenarist(seed).scenario(), port, paper, file).run();
      } catch (Violation violation) {
        return String.valueOf(violation.getMessage());
      }
    }
    throw new AssertionError("no seed up to " + SEEDS + " finds the fault");
  }

  private static Configuration patient(Configuration configuration) {
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>(configuration.units());
    units.replaceAll((_, unit) -> unit instanceof ServiceSpec spec ? patient(spec) : unit);
    return configuration.withUnits(units);
  }

  private static ServiceSpec patient(ServiceSpec spec) {
    StartRule rule = spec.start();
    return spec.follow().isEmpty()
        ? spec
        : spec.withStart(
            new StartRule(
                rule.within().plus(Duration.ofMinutes(1)), rule.stableAfter(), rule.readiness()));
  }

  /// Planted: whoever the command began as is the service, while it lives.
  private static final class TakesTheLauncher extends PassOn {
    private final Set<RunId> ended = new HashSet<>();

    TakesTheLauncher(Kernel kernel) {
      super(kernel);
    }

    @Override
    public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
      List<KernelEvent> told = super.await(deadlineNanos, deadlineWall);
      for (KernelEvent event : told) {
        if (event instanceof KernelEvent.Exited exited) {
          ended.add(exited.run());
        }
      }
      return told;
    }

    @Override
    public Sighting look(Search search) {
      return search
          .trail()
          .filter(_ -> !ended.contains(search.run()))
          .map(Trail::launcher)
          .<Sighting>map(launcher -> new Sighting.Found(launcher, "it was started"))
          .orElseGet(() -> super.look(search));
    }
  }

  /// Planted: whom the command of a run began as is noted, and not who was found to be it.
  private static final class NotesTheLauncherOnly extends PassOnJournal {
    private final Set<RunId> launched = new HashSet<>();

    NotesTheLauncherOnly(Journal journal) {
      super(journal);
    }

    @Override
    public void launched(RunId run, ProcessRef process) {
      if (launched.add(run)) {
        super.launched(run, process);
      }
    }
  }
}
