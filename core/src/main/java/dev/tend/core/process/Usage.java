package dev.tend.core.process;

import java.time.Duration;

/// What a process and its reaped descendants used, from `waitid(2)`'s rusage.
///
/// @param cpu user and system time
/// @param memoryPeakBytes the largest resident set of any one of them; 0 where it is not known
public record Usage(Duration cpu, long memoryPeakBytes) {

  public static final Usage UNKNOWN = new Usage(Duration.ZERO, 0);
}
