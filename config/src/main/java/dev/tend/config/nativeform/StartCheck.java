package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Whether a start can succeed in the time that it has.
final class StartCheck {

  private StartCheck() {}

  static void check(Fields fields, Problems problems) {
    Duration within = fields.get(ServiceKeys.START_WITHIN);
    Duration stable = fields.get(ServiceKeys.STABLE_AFTER);
    List<Fields> gate =
        Stream.of(ServiceKeys.STARTUP, ServiceKeys.READINESS)
            .flatMap(key -> fields.find(key).stream())
            .toList();
    Duration delays =
        gate.stream()
            .flatMap(probe -> probe.find(ProbeKeys.DELAY).stream())
            .reduce(Duration.ZERO, Duration::plus);
    if (!gate.isEmpty()) {
      if (within.compareTo(delays) <= 0) {
        problems.add(
            fields.place(ServiceKeys.START_WITHIN),
            "start_within ("
                + new DurationText(within)
                + ") is over before the first probe is made, so that no start could succeed",
            "Raise start_within, or lower 'delay'.");
      }
      return;
    }
    if (within.compareTo(stable) < 0) {
      boolean byDefault = fields.find(ServiceKeys.START_WITHIN).isEmpty();
      problems.add(
          fields.place(byDefault ? ServiceKeys.STABLE_AFTER : ServiceKeys.START_WITHIN),
          "start_within ("
              + new DurationText(within)
              + (byDefault ? ", by default" : "")
              + ") is shorter than stable_after ("
              + new DurationText(stable)
              + "), so that no start could succeed",
          "Raise start_within.");
    }
  }
}
