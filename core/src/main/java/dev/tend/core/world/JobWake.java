package dev.tend.core.world;

import dev.tend.core.spec.UnitName;
import java.util.Comparator;

/// When a job wants to be looked at again, on the monotonic clock.
record JobWake(long nanos, UnitName job) implements Comparable<JobWake> {

  private static final Comparator<JobWake> ORDER =
      Comparator.comparingLong(JobWake::nanos).thenComparing(JobWake::job);

  @Override
  public int compareTo(JobWake other) {
    return ORDER.compare(this, other);
  }
}
