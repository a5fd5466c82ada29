package dev.tend.config;

import dev.tend.config.problem.Problem;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of reading a configuration.
public sealed interface Reading {

  /// It can be put in force.
  ///
  /// @param warnings what is doubtful in it, by file and place
  /// @param files all that were read, in that order, those with environment variables too
  /// @param origins the file that each unit stands in
  record Good(
      Configuration configuration,
      List<Problem> warnings,
      List<Path> files,
      SortedMap<UnitName, Path> origins)
      implements Reading {
    public Good {
      warnings = List.copyOf(warnings);
      files = List.copyOf(files);
      origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
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
