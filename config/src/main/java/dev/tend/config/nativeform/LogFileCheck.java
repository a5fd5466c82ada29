package dev.tend.config.nativeform;

import dev.tend.config.decode.Key;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks whether two instances would write and rotate the same file, each unknown to the other.
final class LogFileCheck {

  /// A unit's stream with a file of its own.
  private record Writer(ServiceDraft unit, Place place) {}

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  private final Problems problems;

  /// By path, in which `{instance}` stands for itself: written out, a few units of many instances
  /// would fill the memory.
  private final Map<String, Writer> writers = new LinkedHashMap<>();

  LogFileCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Collection<ServiceDraft> units) {
    for (ServiceDraft unit : units) {
      collect(unit, LogKeys.STDOUT);
      collect(unit, LogKeys.STDERR);
    }
    writers.forEach(this::checkNumbered);
  }

  private void collect(ServiceDraft unit, Key<LogRule.Target> stream) {
    unit.fields()
        .find(ServiceKeys.LOG)
        .ifPresent(log -> {
          if (log.get(stream) instanceof LogRule.Target.File(String path)) {
            collect(path, new Writer(unit, log.place(stream)));
          }
        });
  }

  private void collect(String template, Writer writer) {
    ServiceDraft unit = writer.unit();
    String path = template.replace(InstancePath.UNIT, unit.name().text());
    if (!template.contains(InstancePath.UNIT)
        && unit.cron().filter(CronKeys::overlaps).isPresent()) {
      problems.add(
          writer.place(),
          "runs of '" + unit.name() + "' that overlap would share one log file",
          "Put {unit} into its path, which is the name of the run.");
    }
    if (!path.contains(InstancePath.INSTANCE) && unit.instances() > 1) {
      problems.add(
          writer.place(),
          unit.instances() + " instances of '" + unit.name() + "' would share one log file",
          "Put {instance} into its path.");
    }
    Writer other = writers.putIfAbsent(path, writer);
    if (other != null) {
      report(path, writer, other);
    }
  }

  /// Whether a path is what another one becomes for one of its instances: `web.2.log` is for
  /// `web.{instance}.log`.
  private void checkNumbered(String path, Writer writer) {
    Matcher number = NUMBER.matcher(path);
    while (number.find()) {
      String template =
          path.substring(0, number.start()) + InstancePath.INSTANCE + path.substring(number.end());
      Writer other = writers.get(template);
      if (other != null && Integer.parseInt(number.group()) <= other.unit().instances()) {
        report(path, writer, other);
      }
    }
  }

  private void report(String path, Writer writer, Writer other) {
    if (writer.unit().isAnotherVersionOf(other.unit())) {
      return;
    }
    boolean own = other.unit().name().equals(writer.unit().name());
    problems.add(
        writer.place(),
        path
            + " is written by "
            + (own ? "both streams" : "'" + other.unit().name() + "' too")
            + " ("
            + other.place()
            + ")",
        own ? "Write stderr = \"stdout\"." : "Put {unit} into its path.");
  }
}
