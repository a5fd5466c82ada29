package dev.tend.core.spec;

import java.time.Duration;

/// What is remembered of what happened, and for how long: `[history]`.
///
/// @param enabled whether anything is written at all
/// @param keep what is older is forgotten
/// @param maxEvents the latest events that stay, whatever their age
/// @param maxRuns the latest runs that stay, whatever their age
public record HistoryRule(boolean enabled, Duration keep, int maxEvents, int maxRuns) {

  /// A month of a host on which something happens every half minute; some 20 MB on the disk.
  public static final HistoryRule DEFAULT =
      new HistoryRule(true, Duration.ofDays(30), 100_000, 50_000);

  public HistoryRule {
    if (!keep.isPositive() || maxEvents < 1 || maxRuns < 1) {
      throw new IllegalArgumentException("a history of nothing: " + keep);
    }
  }
}
