package dev.tend.core.spec;

import dev.tend.core.cron.CronRule;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule that starts a job by the calendar.
///
/// @param rule when it fires, and what then becomes of a firing
/// @param job what each firing runs, under a name of its own; it never starts by itself
public record CronSpec(UnitName name, CronRule rule, JobSpec job) implements UnitSpec {

  /// What is left for the number of a run in a unit's name.
  public static final int NAME_MAX = UnitName.LENGTH_MAX - 20;

  private static final Pattern RUN = Pattern.compile("(.+)-[0-9]+");

  public CronSpec {
    Optional<String> objection = objection(name.text());
    if (objection.isPresent()) {
      throw new IllegalArgumentException("cron job name '" + name + "': " + objection.get());
    }
  }

  /// Why `text` cannot be a cron job's name; empty when it can.
  public static Optional<String> objection(String text) {
    return text.length() > NAME_MAX
        ? Optional.of("it is longer than " + NAME_MAX + " characters, and runs add a number")
        : UnitName.objection(text);
  }

  /// It has no instances of its own.
  @Override
  public ServiceSpec each() {
    return job.worker().withName(name).withInstances(0).withAutostart(false);
  }

  /// Whose run a unit of that name could be: the cron job `backup`, if it is `backup-17`.
  public static Optional<UnitName> owner(UnitName unit) {
    Matcher run = RUN.matcher(unit.text());
    return run.matches() && UnitName.objection(run.group(1)).isEmpty()
        ? Optional.of(new UnitName(run.group(1)))
        : Optional.empty();
  }

  /// The name of the run of that number: `backup-17`.
  public UnitName run(long number) {
    return new UnitName(name.text() + "-" + number);
  }

  /// Which run that is.
  ///
  /// @param run a name that this cron job [#claims]
  public long number(UnitName run) {
    return Long.parseLong(run.text().substring(name.text().length() + 1));
  }

  /// The job that the run of that number is.
  public JobSpec job(long number) {
    return job.named(run(number));
  }

  /// Whether a unit's name is one that a run of this cron job could have.
  public boolean claims(UnitName unit) {
    return owner(unit).filter(name::equals).isPresent();
  }
}
