package dev.tend.config;

import dev.tend.config.problem.Problem;

/// A part of a configuration that cannot be put in force, while the rest of it can.
///
/// Only a dialect that keeps each unit in a file of its own has such parts: one bad file among many
/// should not keep a host from coming up.
public sealed interface LeftOut {

  /// What is wrong with it, and that it is left out.
  Problem problem();

  /// A unit.
  ///
  /// @param name as it is written, perhaps no name that a unit can have
  record Unit(String name, Problem problem) implements LeftOut {}

  /// A file, of which not even the unit's name is known.
  record File(Problem problem) implements LeftOut {}

  /// A way in: the daemon listens where it did, or not at all, and its units run.
  record Access(Problem problem) implements LeftOut {}
}
