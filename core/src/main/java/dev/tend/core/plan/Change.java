package dev.tend.core.plan;

import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What happens to one unit when a configuration is put in force.
///
/// @param before its spec up to then; empty for a new one
/// @param after its spec from then on; empty for one that goes
/// @param because why, a clause
/// @param pulls the units that something happens to because of it, along their edges
public record Change(
    UnitName unit,
    Action action,
    Optional<UnitSpec> before,
    Optional<UnitSpec> after,
    String because,
    List<UnitName> pulls) {

  public Change {
    pulls = List.copyOf(pulls);
  }

  /// What it comes to.
  public enum Action {
    /// It is new.
    CREATE,
    /// What changed is taken over by what runs; instances may come and go.
    UPDATE,
    /// Processes of it are replaced.
    RESTART,
    /// Instances of it start, though nobody changed it.
    START,
    /// Instances of it stop, and none starts.
    STOP,
    /// It goes.
    REMOVE,
    NONE;

    /// As in answers: `restart`.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
