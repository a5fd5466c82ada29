package dev.tend.engine;

import dev.tend.core.process.ProcessRef;
import java.util.List;

/// What came of a look for a living process.
public sealed interface Sighting {

  /// It lives, it fits, and it is watched from now on.
  ///
  /// @param how a clause: `/run/web.pid names pid 4711`
  record Found(ProcessRef process, String how) implements Sighting {}

  /// There is none.
  ///
  /// @param notes a clause for each file that names something else: `/run/web.pid names pid 4711,
  ///   which is not there`; none for a file that is not there
  record Nothing(List<String> notes) implements Sighting {
    public Nothing {
      notes = List.copyOf(notes);
    }
  }
}
