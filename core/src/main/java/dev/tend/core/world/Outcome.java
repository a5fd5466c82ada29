package dev.tend.core.world;

import dev.tend.core.lifecycle.Effect;
import java.time.Instant;
import java.util.List;

/// What a turn came to.
///
/// @param notes to be journalled first, in this order, so that whatever of the rest gets done, the
///   next daemon knows what led to it
/// @param entries what happened, to be journalled next
/// @param ends the runs of which the end is among the entries
/// @param effects what is to be done, in this order
/// @param alarmNanos when the world wants to be asked again at the latest, on the monotonic clock;
///   `Long.MAX_VALUE` for never
/// @param alarmWall the same by the time of day; `Instant.MAX` for never
/// @param finished whether a shutdown is complete: nothing is left to be waited for
public record Outcome(
    List<Note> notes,
    List<Entry> entries,
    List<RunEnd> ends,
    List<Effect> effects,
    long alarmNanos,
    Instant alarmWall,
    boolean finished) {
  public Outcome {
    notes = List.copyOf(notes);
    entries = List.copyOf(entries);
    ends = List.copyOf(ends);
    effects = List.copyOf(effects);
  }
}
