package dev.tend.core.forecast;

import dev.tend.core.cron.CronState;
import dev.tend.core.spec.UnitName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of cron jobs when a forecast is made.
///
/// @param times how long their runs took, of those that had any
/// @param states what they are at this moment: which runs go on, what waits
/// @param at this moment
public record Experience(
    SortedMap<UnitName, RunTimes> times, SortedMap<UnitName, CronState> states, Instant at) {

  /// Of a configuration that no daemon has lived with.
  public static final Experience NONE =
      new Experience(Collections.emptySortedMap(), Collections.emptySortedMap(), Instant.MIN);

  public Experience {
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
    states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
  }
}
