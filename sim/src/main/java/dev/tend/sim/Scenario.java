package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import java.util.List;
import java.util.stream.Collectors;

/// All that a simulation does, as values, so that it can be run again, and with less in it.
record Scenario(long seed, Configuration configuration, List<Act> acts)
    implements Shrinking<Scenario> {

  Scenario {
    acts = List.copyOf(acts);
  }

  @Override
  public Scenario without(int from, int to) {
    return new Scenario(seed, configuration, Shrinking.drop(acts, from, to));
  }

  String text() {
    return "seed "
        + seed
        + "\n"
        + configuration.units().values().stream()
            .map(unit -> "  " + unit)
            .collect(Collectors.joining("\n"))
        + "\n"
        + acts.stream().map(act -> "  " + act).collect(Collectors.joining("\n"));
  }
}
