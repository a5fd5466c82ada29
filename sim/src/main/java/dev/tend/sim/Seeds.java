package dev.tend.sim;

import java.util.Optional;

/// Runs seeds, and makes a failing one small enough to be read.
public final class Seeds {

  private Seeds() {}

  /// Why a seed fails, with the shrunk scenario and its trace; empty if it holds.
  public static Optional<String> failure(long seed) {
    Scenario scenario = new Scenarist(seed).scenario();
    if (broken(scenario).isEmpty()) {
      return Optional.empty();
    }
    Scenario small = shrink(scenario);
    Simulation simulation = new Simulation(small);
    String why = run(simulation).map(Throwable::toString).orElse("it does not fail again");
    return Optional.of(why + "\n\n" + small.text() + "\n\n" + simulation.trace());
  }

  private static Optional<RuntimeException> broken(Scenario scenario) {
    return run(new Simulation(scenario));
  }

  private static Optional<RuntimeException> run(Simulation simulation) {
    try {
      simulation.run();
      return Optional.empty();
    } catch (RuntimeException broken) {
      return Optional.of(broken);
    }
  }

  /// Drops acts, half of them at first and single ones at last, as long as it still fails.
  private static Scenario shrink(Scenario failing) {
    Scenario small = failing;
    for (int piece = Math.max(1, small.acts().size() / 2); piece >= 1; piece /= 2) {
      int from = 0;
      while (from < small.acts().size()) {
        int to = Math.min(from + piece, small.acts().size());
        Scenario fewer = small.without(from, to);
        if (broken(fewer).isPresent()) {
          small = fewer;
        } else {
          from = to;
        }
      }
    }
    return small;
  }
}
