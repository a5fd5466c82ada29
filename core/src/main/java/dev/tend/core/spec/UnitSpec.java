package dev.tend.core.spec;

/// What the operator wrote about one unit.
public sealed interface UnitSpec permits ServiceSpec {
  UnitName name();
}
