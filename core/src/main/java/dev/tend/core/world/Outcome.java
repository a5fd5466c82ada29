package dev.tend.core.world;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.spec.InstanceId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a turn came to.
///
/// @param standings where instances stand now, as far as that changed; to be journalled first, so
///   that whatever of the rest gets done, the next daemon knows what led to it
/// @param entries what happened, to be journalled next
/// @param ends the runs of which the end is among the entries
/// @param effects what is to be done, in this order
/// @param alarmNanos when the world wants to be asked again at the latest, on the monotonic clock;
///   `Long.MAX_VALUE` for never
/// @param finished whether a shutdown is complete: nothing is left to be waited for
public record Outcome(
    SortedMap<InstanceId, Standing> standings,
    List<Entry> entries,
    List<RunEnd> ends,
    List<Effect> effects,
    long alarmNanos,
    boolean finished) {
  public Outcome {
    standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
    entries = List.copyOf(entries);
    ends = List.copyOf(ends);
    effects = List.copyOf(effects);
  }
}
