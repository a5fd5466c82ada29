package dev.tend.engine;

/// Is told of mistakes of our own that the loop survived: an event that met an instance which
/// cannot have it, an effect that broke. Whoever throws in here ends the loop, as the simulation
/// does.
@FunctionalInterface
public interface Defects {

  /// @param where the instance or the effect, for the log
  void found(String where, RuntimeException defect);
}
