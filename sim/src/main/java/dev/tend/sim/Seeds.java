package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.engine.Journal;
import dev.tend.engine.Kernel;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Runs seeds, and makes a failing one small enough to be read.
public final class Seeds {

  private final UnaryOperator<Kernel> port;
  private final UnaryOperator<Journal> paper;
  private final UnaryOperator<Configuration> file;

  public Seeds() {
    this(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /// @param port what stands between the loop and the machine: the place to plant a fault
  /// @param paper what stands between the loop and its durable memory: another such place
  Seeds(UnaryOperator<Kernel> port, UnaryOperator<Journal> paper) {
    this(port, paper, UnaryOperator.identity());
  }

  /// @param file what daemons take a configuration for: a rule that they do not keep is planted
  ///   there
  Seeds(
      UnaryOperator<Kernel> port, UnaryOperator<Journal> paper, UnaryOperator<Configuration> file) {
    this.port = port;
    this.paper = paper;
    this.file = file;
  }

  /// Why a seed fails, with the shrunk scenario and its trace; empty if it holds.
  public Optional<String> failure(long seed) {
    Scenario scenario = new Scenarist(seed).scenario();
    if (broken(scenario).isEmpty()) {
      return Optional.empty();
    }
    Scenario small = Shrinking.shrink(scenario, fewer -> broken(fewer).isPresent());
    Simulation simulation = new Simulation(small, port, paper, file);
    String why =
        Violation.of(simulation::run).map(Throwable::toString).orElse("it does not fail again");
    return Optional.of(why + "\n\n" + small.text() + "\n\n" + simulation.trace());
  }

  private Optional<RuntimeException> broken(Scenario scenario) {
    return Violation.of(new Simulation(scenario, port, paper, file)::run);
  }
}
