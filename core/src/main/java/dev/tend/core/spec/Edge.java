package dev.tend.core.spec;

/// What a unit has to do with another one.
public sealed interface Edge {

  /// The other one.
  UnitName unit();

  /// It starts only once `unit` has come as far as `until`, and pulls it up. An operator's stop or
  /// restart of `unit` takes it along.
  ///
  /// @param restart whether a restart of `unit` is one of this unit, too; a stop always is
  record Requires(UnitName unit, Until until, boolean restart) implements Edge {

    /// The usual one.
    public Requires(UnitName unit, Until until) {
      this(unit, until, true);
    }

    public static Requires ready(UnitName unit) {
      return new Requires(unit, Until.READY);
    }
  }

  /// It pulls `unit` up, and does not care what becomes of that.
  record Wants(UnitName unit) implements Edge {}

  /// If both are to start it comes after `unit`, and if both are to stop before it. It waits for
  /// nobody who is to stay down, or has failed.
  record After(UnitName unit, Until until) implements Edge {}
}
