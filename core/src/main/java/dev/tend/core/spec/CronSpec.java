package dev.tend.core.spec;

import dev.tend.core.cron.CronRule;

/// A rule that starts a job by the calendar.
///
/// @param rule when it fires, and what then becomes of a firing
/// @param job what each firing runs, under a name of its own; it never starts by itself
public record CronSpec(UnitName name, CronRule rule, JobSpec job) implements UnitSpec {

  /// What is left for the number of a run in a unit's name.
  public static final int NAME_MAX = UnitName.LENGTH_MAX - 20;

  public CronSpec {
    if (name.text().length() > NAME_MAX) {
      throw new IllegalArgumentException(
          "the name of a cron job is longer than " + NAME_MAX + " characters");
    }
  }

  /// It has no instances of its own.
  @Override
  public ServiceSpec each() {
    return job.worker().withName(name).withInstances(0).withAutostart(false);
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
    String text = unit.text();
    String prefix = name.text() + "-";
    return text.startsWith(prefix)
        && text.length() > prefix.length()
        && text.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
  }
}
