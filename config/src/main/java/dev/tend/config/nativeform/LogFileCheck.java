package dev.tend.config.nativeform;

import dev.tend.config.decode.Key;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.LogRule;
import java.util.HashMap;
import java.util.Map;

/// Looks whether two instances would write and rotate the same file, each unknown to the other.
final class LogFileCheck {

  private record Writer(String unit, Place place) {}

  private final Problems problems;
  private final Map<String, Writer> writers = new HashMap<>();

  LogFileCheck(Problems problems) {
    this.problems = problems;
  }

  void check(ServiceDraft unit) {
    check(unit, LogKeys.STDOUT);
    check(unit, LogKeys.STDERR);
  }

  private void check(ServiceDraft unit, Key<LogRule.Target> stream) {
    unit.fields()
        .find(ServiceKeys.LOG)
        .ifPresent(log -> {
          if (log.get(stream) instanceof LogRule.Target.File(String path)) {
            check(unit, path, log.place(stream));
          }
        });
  }

  private void check(ServiceDraft unit, String path, Place place) {
    String named = path.replace(LogTargetForm.UNIT, unit.name().text());
    boolean numbered = named.contains(LogTargetForm.INSTANCE);
    if (!numbered && unit.instances() > 1) {
      problems.add(
          place,
          unit.instances() + " instances of '" + unit.name() + "' would share one log file",
          "Put {instance} into its path.");
    }
    int files = numbered ? unit.instances() : 1;
    for (int number = 1; number <= files; number++) {
      String file = named.replace(LogTargetForm.INSTANCE, Integer.toString(number));
      Writer other = writers.putIfAbsent(file, new Writer(unit.name().text(), place));
      if (other != null) {
        report(unit, file, place, other);
        return;
      }
    }
  }

  private void report(ServiceDraft unit, String file, Place place, Writer other) {
    boolean own = other.unit().equals(unit.name().text());
    problems.add(
        place,
        (own ? "stdout of '" : "'")
            + other.unit()
            + "' ("
            + other.place()
            + ") writes "
            + file
            + " too",
        own ? "Write stderr = \"stdout\"." : "Put {unit} into its path.");
  }
}
