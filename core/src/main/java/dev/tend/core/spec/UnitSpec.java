package dev.tend.core.spec;

/// What the operator wrote about one unit.
public sealed interface UnitSpec permits ServiceSpec, JobSpec, CronSpec {
  UnitName name();

  /// By what each of its instances goes: how it is started, ended, and what it waits for.
  ServiceSpec each();
}
