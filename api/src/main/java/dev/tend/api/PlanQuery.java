package dev.tend.api;

import java.util.Optional;

/// Which configuration is to be put in force, and how.
///
/// @param path the file or folder, absolute; empty means the one that the daemon runs on
/// @param base of the plan that is meant; empty means whatever it comes to
/// @param watch for how long what it touches has to do its work, as in `30s`, or else it is taken
///   back
/// @param temporary whether it may be another file than the daemon's own, and then holds only until
///   the daemon ends or reads its own again
public record PlanQuery(
    Optional<String> path, Optional<String> base, Optional<String> watch, boolean temporary) {

  /// The daemon's own file, or another one.
  public static PlanQuery of(Optional<String> path) {
    return new PlanQuery(path, Optional.empty(), Optional.empty(), false);
  }

  Target target(String verb) {
    Target target = Target.of("v1", verb);
    target = path.isPresent() ? target.with("path", path.get()) : target;
    target = base.isPresent() ? target.with("base", base.get()) : target;
    target = watch.isPresent() ? target.with("watch", watch.get()) : target;
    return temporary ? target.with("temporary", "true") : target;
  }
}
