package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.LogRule;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a start can succeed in the time that it has.
final class StartCheck {

  private StartCheck() {}

  /// A line that nobody keeps, nobody can look at.
  static void checkLine(Fields fields, Problems problems) {
    Optional<Fields> line =
        fields
            .find(HealthKeys.READINESS)
            .filter(readiness -> readiness.find(ReadinessKeys.LINE).isPresent());
    boolean kept = fields.find(ServiceKeys.LOG).map(LogKeys::spec).orElse(LogRule.DEFAULT).isKept();
    if (line.isPresent() && !kept) {
      problems.add(
          line.get().place(ReadinessKeys.LINE),
          "its output is thrown away, so that its readiness could never be seen",
          "Give log.stdout or log.stderr a file, or say readiness in another way.");
    }
  }

  /// Who says when it is ready is not asked first whether it has started: of two ways that a start
  /// could succeed in, one would be passed over.
  static void checkStartup(Fields fields, Problems problems) {
    if (fields.find(HealthKeys.STARTUP).isPresent()
        && fields.find(HealthKeys.READINESS).flatMap(ReadinessKeys::said).isPresent()) {
      problems.add(
          fields.place(HealthKeys.STARTUP),
          "a startup probe has no place beside a service that says itself when it is ready",
          "Leave out startup, or ask for readiness too (exec, http, tcp, file).");
    }
  }

  static void check(Fields fields, Problems problems) {
    Duration within = fields.get(ServiceKeys.START_WITHIN);
    Duration stable = fields.get(ServiceKeys.STABLE_AFTER);
    List<Fields> gate =
        Stream.of(HealthKeys.STARTUP, HealthKeys.READINESS)
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
