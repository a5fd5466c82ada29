package dev.tend.core.spec;

import dev.tend.core.schedule.Occasions;

/// A unit that should finish: workers that are started until enough of them have succeeded.
///
/// A worker is an instance like those of a service, only that nobody but its job starts it again.
///
/// @param worker what each worker is; its instances are as many as the job may need at once
/// @param rule how many have to succeed, and what follows from those that fail
public record JobSpec(ServiceSpec worker, JobRule rule) implements UnitSpec {

  public JobSpec {
    worker = worker.withRestart(RestartMode.NEVER).withInstances(rule.slots());
  }

  /// A job with every default.
  public static JobSpec of(String name, String... argv) {
    return new JobSpec(ServiceSpec.of(name, argv), JobRule.DEFAULT);
  }

  @Override
  public UnitName name() {
    return worker.name();
  }

  @Override
  public ServiceSpec each() {
    return worker;
  }

  /// Whether it runs by itself once on each of its days.
  public boolean daily() {
    return rule.once() == Once.DAY && worker.autostart();
  }

  /// The days on which it runs, if that is once a day.
  public Occasions days() {
    return new Occasions(worker.timing().windows(), worker.timing().zone());
  }

  public JobSpec withRule(JobRule rule) {
    return new JobSpec(worker, rule);
  }

  public JobSpec withWorker(ServiceSpec worker) {
    return new JobSpec(worker, rule);
  }

  /// The same job under another name, as each firing of a cron job needs one.
  public JobSpec named(UnitName name) {
    return withWorker(worker.withName(name));
  }
}
