package dev.tend.config;

import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of reading a configuration.
public sealed interface Reading {

  /// It can be put in force.
  ///
  /// @param warnings what is doubtful in it, by file and place
  /// @param files all that were read, in that order, those with environment variables too
  /// @param texts what they held, by absolute path
  /// @param origins the file that each unit stands in
  /// @param foreign what only another dialect says
  record Good(
      Configuration configuration,
      List<Problem> warnings,
      List<Path> files,
      SortedMap<Path, String> texts,
      SortedMap<UnitName, Path> origins,
      Foreign foreign)
      implements Reading {
    public Good {
      warnings = List.copyOf(warnings);
      files = List.copyOf(files);
      texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
      origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
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

    /// Why it must not replace what is in force: it would take away a unit by a mistake. What was
    /// not there before can be left out once more.
    ///
    /// @param inForce the units that there are now
    public List<Problem> losses(Set<UnitName> inForce) {
      List<Problem> losses = new ArrayList<>();
      for (LeftOut part : leftOut) {
        boolean lost =
            switch (part) {
              case LeftOut.Unit(String name, Problem _) ->
                  inForce.stream().anyMatch(unit -> unit.text().equals(name));
              case LeftOut.File _ -> true;
              case LeftOut.Access _ -> false;
            };
        if (lost) {
          losses.add(part.problem());
        }
      }
      return losses;
    }

    /// What is wrong in one file.
    public List<Problem> mistakesIn(Path file) {
      return leftOut.stream()
          .map(LeftOut::problem)
          .filter(problem -> problem.place().file().equals(file))
          .toList();
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
