package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All that a simulation does, as values, so that it can be run again, and with less in it.
record Scenario(long seed, Configuration configuration, List<Act> acts) {

  Scenario {
    acts = List.copyOf(acts);
  }

  /// The same without the acts from `from` to before `to`.
  Scenario without(int from, int to) {
    List<Act> fewer = new ArrayList<>(acts.subList(0, from));
    fewer.addAll(acts.subList(to, acts.size()));
    return new Scenario(seed, configuration, fewer);
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
