package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A configuration that is in force on trial: if what it touched does not do its work, the one
/// before it comes back.
///
/// @param before the one before it
/// @param touched those that it touched, as they stood until then: what belongs to the trial is
///   what became of them after that
/// @param time how long the trial lasts
/// @param untilNanos when it ends, on the monotonic clock
/// @param asked who put it in force
public record Watch(
    Configuration before,
    SortedMap<InstanceId, Instance> touched,
    Duration time,
    long untilNanos,
    Cause.Asked asked) {

  /// Longer than that nobody watches.
  public static final Duration LONGEST = Duration.ofHours(24);

  public Watch {
    touched = Collections.unmodifiableSortedMap(new TreeMap<>(touched));
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("nobody watches for " + time);
    }
  }
}
