package dev.tend.linux;

import dev.tend.core.process.ProcessRef;
import java.util.Set;

/// A process that does nothing but have FIFOs open, so that what is in them outlives the daemon.
///
/// @param number names its record, and what it carries in `TEND_HOLDER`
/// @param sinceNanos when this daemon started it or took it over
/// @param held the identities of the FIFOs, as [LogStat] has them
record Holder(int number, ProcessRef process, PidFd pidfd, long sinceNanos, Set<String> held) {

  Holder {
    held = Set.copyOf(held);
  }
}
