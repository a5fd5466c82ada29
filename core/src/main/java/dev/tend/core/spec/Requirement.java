package dev.tend.core.spec;

/// An edge: the unit that has it starts only once `unit` has come as far as `until`.
public record Requirement(UnitName unit, Until until) {

  /// How far the other unit must have come.
  public enum Until {
    /// Every instance has a process.
    STARTED,
    /// Every instance is ready.
    READY,
    /// Every instance has ended, however.
    COMPLETED,
    /// Every instance has ended with success.
    COMPLETED_SUCCESSFULLY
  }

  public static Requirement ready(UnitName unit) {
    return new Requirement(unit, Until.READY);
  }
}
