package dev.tend.core.forecast;

import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/// One thing that comes by itself.
///
/// @param because why, a clause without a full stop
public record Coming(Instant at, UnitName unit, Action action, String because)
    implements Comparable<Coming> {

  private static final Comparator<Coming> ORDER =
      Comparator.comparing(Coming::at).thenComparing(Coming::action).thenComparing(Coming::unit);

  /// What happens, in the order in which it does where several things do at once.
  public enum Action {
    STOP,
    SWITCH,
    START,
    SKIP,
    FIRE;

    /// `start`, as in the contract.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Coming other) {
    return ORDER.compare(this, other);
  }
}
