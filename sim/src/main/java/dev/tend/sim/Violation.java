package dev.tend.sim;

import java.util.Optional;

/// An invariant did not hold.
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  /// What a loop met that it should not have.
  static Violation of(String where, Throwable defect) {
    return defect instanceof Violation violation
        ? violation
        : new Violation("defect: " + where + ": " + defect);
  }

  /// What is broken by a run; whatever else ends it tells of a defect.
  static Optional<RuntimeException> of(Runnable run) {
    try {
      run.run();
      return Optional.empty();
    } catch (RuntimeException broken) {
      return Optional.of(broken);
    }
  }
}
