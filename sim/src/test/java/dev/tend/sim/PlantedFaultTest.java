package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.RunId;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A net is judged by what it catches: faults between the loop and the machine, each found by a
/// seed that says what went wrong.
class PlantedFaultTest {
  private static final int SEEDS = 200;
  private static final Pattern ACT =
      Pattern.compile(
          "^  (Pass|Start|Stop|Restart|Scale|Reload|Hasten|Strike|Jump|Death|Shutdown)\\[",
          Pattern.MULTILINE);

  @Test
  void aKillThatDoesNothingIsFound() {
    Failure failure = firstFailure(KillsNothing::new);

    assertThat(failure.report)
        .containsAnyOf("Violation: 8: ", "Violation: progress: ", "Violation: window: ");
  }

  @Test
  void aTreeThatIsToldEmptyTooSoonIsFound() {
    Failure failure = firstFailure(TellsEmptyTooSoon::new);

    assertThat(failure.report).containsAnyOf("Violation: 1: ", "Violation: 8: ");
  }

  @Test
  void aReportHoldsTheShrunkScenarioAndItsTrace() {
    Failure failure = firstFailure(TellsEmptyTooSoon::new);
    Scenario whole = new Scenarist(failure.seed).scenario();

    assertThat(failure.report)
        .contains("seed " + failure.seed + "\n  ServiceSpec[")
        .containsPattern("[0-9]+\\.[0-9]{6}s  spawn of u");
    assertThat(ACT.matcher(failure.report).results().count()).isLessThan(whole.acts().size() / 2);
  }

  @Test
  void aFailingSeedFailsAgainInTheSameWay() {
    Failure failure = firstFailure(TellsEmptyTooSoon::new);

    assertThat(new Seeds(TellsEmptyTooSoon::new, UnaryOperator.identity()).failure(failure.seed))
        .contains(failure.report);
  }

  private record Failure(long seed, String report) {}

  private static Failure firstFailure(UnaryOperator<Kernel> fault) {
    Seeds seeds = new Seeds(fault, UnaryOperator.identity());
    for (long seed = 1; seed <= SEEDS; seed++) {
      Optional<String> report = seeds.failure(seed);
      if (report.isPresent()) {
        return new Failure(seed, report.get());
      }
    }
    throw new AssertionError("no seed up to " + SEEDS + " finds the fault");
  }

  private static final class KillsNothing extends PassOn {
    KillsNothing(Kernel kernel) {
      super(kernel);
    }

    @Override
    public void killTree(RunId run) {
      // That is the fault.
    }
  }

  private static final class TellsEmptyTooSoon extends PassOn {
    TellsEmptyTooSoon(Kernel kernel) {
      super(kernel);
    }

    @Override
    public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
      List<KernelEvent> told = new ArrayList<>();
      for (KernelEvent event : super.await(deadlineNanos, deadlineWall)) {
        told.add(event);
        if (event instanceof KernelEvent.Exited exited) {
          told.add(new KernelEvent.TreeEmpty(exited.run()));
        }
      }
      return told;
    }
  }
}
