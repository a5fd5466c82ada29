package dev.tend.core.forecast;

import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// One thing that comes by itself.
///
/// @param because why, a clause without a full stop
/// @param lasts how long what begins then takes by experience; empty where that is not known
public record Coming(
    Instant at, UnitName unit, Action action, String because, Optional<Duration> lasts)
    implements Comparable<Coming> {

  private static final Comparator<Coming> AT_ONCE =
      Comparator.comparing(Coming::action).thenComparing(Coming::unit);

  /// What happens, in the order in which it does where several things do at once.
  public enum Action {
    STOP,
    SWITCH,
    START,
    SKIP,
    FIRE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// `start`, as in the contract.
    public String text() {
      return text;
    }
  }

  public Coming(Instant at, UnitName unit, Action action, String because) {
    this(at, unit, action, because, Optional.empty());
  }

  @Override
  public int compareTo(Coming other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : AT_ONCE.compare(this, other);
  }
}
