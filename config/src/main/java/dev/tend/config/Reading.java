package dev.tend.config;

import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.spec.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What came of reading a configuration.
public sealed interface Reading {

  /// It can be put in force.
  ///
  /// @param warnings what is doubtful in it, by file and place
  /// @param files all that were read, in that order, those with environment variables too
  /// @param foreign what only another dialect says
  record Good(
      Configuration configuration, List<Problem> warnings, List<Path> files, Foreign foreign)
      implements Reading {
    public Good {
      warnings = List.copyOf(warnings);
      files = List.copyOf(files);
    }
  }

  /// What a configuration in another dialect says beside units and groups.
  ///
  /// @param leftOut parts that are not in force, while the rest is
  /// @param provisr the daemon's settings, where it is one of provisr's
  record Foreign(List<LeftOut> leftOut, Optional<ProvisrSettings> provisr) {

    /// Of a native one: nothing.
    public static final Foreign NONE = new Foreign(List.of(), Optional.empty());

    public Foreign {
      leftOut = List.copyOf(leftOut);
    }
  }

  /// It cannot.
  ///
  /// @param problems every mistake in every file, by file and place; at least one
  record Bad(List<Problem> problems) implements Reading {
    public Bad {
      problems = List.copyOf(problems);
    }
  }
}
